package specsweep.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class TablesTest {
    private static final StructType SCHEMA = new StructType()
            .add("architecture", DataTypes.StringType)
            .add("gain", DataTypes.DoubleType)
            .add("cause", DataTypes.StringType);

    private static final Row SIREN = RowFactory.create("siren", 23.04, null);
    private static final Row RELU = RowFactory.create("relu-mlp", 1.23456e-7, "it said \"no\", twice");

    @Test
    void aTableAlignsNumbersToTheRightAndTextToTheLeft() {
        assertThat(print(Tables.Format.TABLE, 0, SIREN, RELU)).isEqualTo("""
                architecture       gain  cause
                ------------  ---------  -------------------
                siren             23.04
                relu-mlp      1.235e-07  it said "no", twice
                (2 rows)
                """);
    }

    @Test
    void anEmptyTableIsItsHeader() {
        assertThat(print(Tables.Format.TABLE, 0)).isEqualTo("""
                architecture  gain  cause
                ------------  ----  -----
                (0 rows)
                """);
        assertThat(print(Tables.Format.CSV, 0)).isEqualTo("architecture,gain,cause\r\n");
        assertThat(print(Tables.Format.JSON, 0)).isEqualTo("[]\n");
    }

    @Test
    void aTableThatIsTooWideHasItsTextShortened() {
        assertThat(print(Tables.Format.TABLE, 38, SIREN, RELU)).isEqualTo("""
                architecture       gain  cause
                ------------  ---------  -------------
                siren             23.04
                relu-mlp      1.235e-07  it said "n...
                (2 rows)
                """);
    }

    @Test
    void aTableThatIsStillTooWideBecomesAList() {
        assertThat(print(Tables.Format.TABLE, 20, SIREN, RELU)).isEqualTo("""
                -- row 1
                architecture  siren
                gain          23.04
                cause
                -- row 2
                architecture  relu-mlp
                gain          1.235e-07
                cause         it said "no", twice
                (2 rows)
                """);
    }

    @Test
    void moreRowsThanAnyoneReadsAreNamedNotPrinted() {
        Row[] many = new Row[Tables.MOST_ROWS + 1];
        Arrays.fill(many, SIREN);
        assertThat(print(Tables.Format.TABLE, 0, many))
                .endsWith("(the first 1000 rows; --format csv or json gives all)\n");
        assertThat(print(Tables.Format.CSV, 0, many).lines()).hasSize(Tables.MOST_ROWS + 2);
        assertThat(print(Tables.Format.TABLE, 20, many))
                .endsWith("cause\n(the first 20 rows; name fewer columns to see more)\n");
    }

    @Test
    void csvHasEveryDigitAndQuotes() {
        assertThat(print(Tables.Format.CSV, 0, SIREN, RELU))
                .isEqualTo(
                        "architecture,gain,cause\r\nsiren,23.04,\r\nrelu-mlp,1.23456E-7,\"it said \"\"no\"\", twice\"\r\n");
    }

    @Test
    void jsonIsOneArrayOfObjects() throws IOException {
        JsonNode rows = new ObjectMapper().readTree(print(Tables.Format.JSON, 0, SIREN, RELU));
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).get("gain").doubleValue()).isEqualTo(23.04);
        assertThat(rows.get(0).get("cause").isNull()).isTrue();
        assertThat(rows.get(1).get("cause").textValue()).isEqualTo("it said \"no\", twice");
    }

    @Test
    void rowsOfManyPartitionsComeInTheirOrder() {
        Dataset<Row> numbers = TestSession.spark().range(0, 1000, 1, 7).toDF();
        StringBuilder csv = new StringBuilder();
        Tables.print(numbers, Tables.Format.CSV, csv);
        assertThat(csv.toString().lines().skip(1))
                .containsExactlyElementsOf(
                        IntStream.range(0, 1000).mapToObj(Integer::toString).toList());
    }

    @Test
    void whatGoesWrongInATaskIsThrownAsSparkThrowsIt() {
        Dataset<Row> failing = TestSession.spark().range(0, 10, 1, 2).selectExpr("raise_error('no ' || id) AS e");
        assertThatThrownBy(() -> Tables.print(failing, Tables.Format.JSON, new StringBuilder()))
                .isInstanceOf(SparkThrowable.class)
                .hasMessageContaining("no ");
    }

    private static String print(Tables.Format format, int width, Row... rows) {
        Dataset<Row> data = TestSession.spark().createDataFrame(List.of(rows), SCHEMA);
        StringBuilder out = new StringBuilder();
        Tables.print(data.coalesce(1), format, width, out);
        return out.toString();
    }
}
