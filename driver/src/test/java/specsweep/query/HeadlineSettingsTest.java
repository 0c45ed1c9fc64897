package specsweep.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import specsweep.kernel.transfer.Protocol;
import specsweep.kernel.transfer.Tuple;
import specsweep.sweep.Sweep;

/** The headline settings are written in SQL, which cannot read the YAML that is their home. */
class HeadlineSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "geometric-families, siren, bandwidth",
        "geometric-families, relu-mlp, bandwidth",
        "geometric-families, fourier-mlp, bandwidth",
        "pde-heat, siren, equation_bandwidth",
        "pde-heat, fourier-mlp, equation_bandwidth",
    })
    void theHeadlineIsAmongWhatTheBundledSweepsTrain(String name, String architecture, String bandwidth)
            throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT * FROM (" + Views.text("headline_settings")
                        + ") AS h WHERE architecture = '" + architecture + "'")) {
            assertThat(row.next()).isTrue();
            Double expected = (Double) row.getObject(bandwidth);
            Sweep sweep = Sweep.load(name);
            Tuple tuple = LongStream.range(0, sweep.size())
                    .mapToObj(index -> sweep.tuple(index).orElseThrow())
                    .filter(each -> each.architecture().name().equals(architecture))
                    .filter(each -> java.util.Objects.equals(each.architecture().bandwidth(), expected))
                    .findFirst()
                    .orElseThrow();
            Protocol protocol = tuple.protocol();
            assertThat(row.getObject("frequencies"))
                    .isEqualTo(tuple.architecture().frequencies());
            assertThat(row.getString("initialisation"))
                    .isEqualTo(tuple.architecture().initialisation());
            assertThat(row.getInt("width")).isEqualTo(tuple.width());
            assertThat(row.getInt("depth")).isEqualTo(tuple.depth());
            assertThat(row.getDouble("learning_rate")).isEqualTo(protocol.learningRate());
            assertThat(row.getInt("source_steps")).isEqualTo(protocol.sourceSteps());
            assertThat(row.getInt("steps")).isEqualTo(protocol.steps());
            assertThat(row.getDouble("beta1")).isEqualTo(protocol.beta1());
            assertThat(row.getDouble("beta2")).isEqualTo(protocol.beta2());
            assertThat(row.getDouble("epsilon")).isEqualTo(protocol.epsilon());
            assertThat(row.getLong("control_seed_offset")).isEqualTo(protocol.controlSeedOffset());
            if (name.equals("geometric-families")) {
                assertThat(row.getInt("points")).isEqualTo(protocol.points());
            }
        }
    }
}
