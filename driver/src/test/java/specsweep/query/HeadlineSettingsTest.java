package specsweep.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import specsweep.kernel.arch.Architecture;
import specsweep.kernel.transfer.Protocol;
import specsweep.kernel.transfer.Tuple;
import specsweep.sweep.Sweep;

/** The headline settings are written in SQL, which cannot read the YAML that is their home. */
class HeadlineSettingsTest {
    private static final Set<String> FAMILIES = Set.of("heat", "burgers", "nls", "cavity");

    static Stream<Arguments> cases() {
        return Sweep.BUNDLED.stream()
                .filter(name -> name.matches("geometric-families|(pde-|cavity|paper).*"))
                .flatMap(name -> Architecture.kinds().stream().map(kind -> Arguments.of(name, kind.name())));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theHeadlineIsAmongWhatTheBundledSweepsTrain(String name, String architecture) throws SQLException {
        boolean ofAnEquation = !name.equals("geometric-families");
        String prefix = ofAnEquation ? "equation_" : "";
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT * FROM (" + Views.text("headline_settings")
                        + ") AS h WHERE architecture = '" + architecture + "'")) {
            assertThat(row.next()).isTrue();
            Double bandwidth = (Double) row.getObject(prefix + "bandwidth");
            Sweep sweep = Sweep.load(name);
            List<Tuple> tuples = LongStream.range(0, sweep.size())
                    .mapToObj(index -> sweep.tuple(index).orElseThrow())
                    .filter(each -> each.architecture().name().equals(architecture))
                    .filter(each -> FAMILIES.contains(each.family().name()) == ofAnEquation)
                    .filter(each -> Objects.equals(each.architecture().bandwidth(), bandwidth))
                    .toList();
            assertThat(tuples).isNotEmpty();
            // A sweep that holds it all has other rates for other families, but one for an equation.
            assertThat(tuples.stream().map(each -> each.protocol().learningRate()))
                    .containsOnly(row.getDouble(prefix + "learning_rate"));
            Tuple tuple = tuples.get(0);
            Protocol protocol = tuple.protocol();
            assertThat(row.getObject("frequencies"))
                    .isEqualTo(tuple.architecture().frequencies());
            assertThat(row.getString("initialisation"))
                    .isEqualTo(tuple.architecture().initialisation());
            assertThat(row.getInt("width")).isEqualTo(tuple.width());
            assertThat(row.getInt("depth")).isEqualTo(tuple.depth());
            if (!name.endsWith("-small")) {
                assertThat(row.getInt("source_steps")).isEqualTo(protocol.sourceSteps());
                assertThat(row.getInt("steps")).isEqualTo(protocol.steps());
            }
            assertThat(row.getDouble("beta1")).isEqualTo(protocol.beta1());
            assertThat(row.getDouble("beta2")).isEqualTo(protocol.beta2());
            assertThat(row.getDouble("epsilon")).isEqualTo(protocol.epsilon());
            assertThat(row.getLong("control_seed_offset")).isEqualTo(protocol.controlSeedOffset());
            if (!ofAnEquation) {
                assertThat(row.getInt("points")).isEqualTo(protocol.points());
            }
        }
    }
}
