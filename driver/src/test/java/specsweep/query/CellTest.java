package specsweep.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.jdk.javaapi.CollectionConverters;

class CellTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "33.14159, 33.14",
        "30, 30",
        "1e-4, 0.0001",
        "-2.5, -2.5",
        "123456, 123500",
        "1234567, 1.235e+06",
        "0.00012345, 0.0001234",
        "0.000012345, 1.234e-05",
        "9.9996, 10.00",
        "1e300, 1e+300",
        "NaN, ''",
        "Infinity, ''"
    })
    void numbersAreReadToFourDigitsAtMost(double value, String text) {
        assertThat(Cell.text(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1e-4, 0.0001", "1e-8, 1e-8", "30, 30", "0.5, 0.5", "1e16, 1e+16", "0, 0", "-0.25, -0.25"})
    void settingsAreWrittenAsAPersonWould(double value, String text) {
        assertThat(Cell.shortest(value)).isEqualTo(text);
    }

    @Test
    void textForReadingStaysOnItsLineAndCannotSteerTheTerminal() {
        assertThat(Cell.text("a\nb\tc\u001b[2Jd\u0007")).isEqualTo("a b c [2Jd ");
        assertThat(Cell.text(null)).isEmpty();
        assertThat(Cell.text(12345678L)).isEqualTo("12345678");
        assertThat(Cell.text(true)).isEqualTo("true");
    }

    @Test
    void csvQuotesWhereItMustAndTellsEmptyFromAbsent() {
        assertThat(Cell.csv(null)).isEmpty();
        assertThat(Cell.csv("")).isEqualTo("\"\"");
        assertThat(Cell.csv("plain")).isEqualTo("plain");
        assertThat(Cell.csv("a,b")).isEqualTo("\"a,b\"");
        assertThat(Cell.csv("say \"no\"\n")).isEqualTo("\"say \"\"no\"\"\n\"");
        assertThat(Cell.csv(0.1)).isEqualTo("0.1");
        assertThat(Cell.csv(1e-13)).isEqualTo("1.0E-13");
        assertThat(Cell.csv(Double.NaN)).isEmpty();
        assertThat(Cell.csv(Timestamp.from(Instant.parse("2026-11-24T10:00:00.123456Z"))))
                .isEqualTo("2026-11-24T10:00:00.123456Z");
    }

    @Test
    void jsonIsJson() {
        assertThat(Cell.json(null)).isEqualTo("null");
        assertThat(Cell.json(Double.POSITIVE_INFINITY)).isEqualTo("null");
        assertThat(Cell.json(0.1)).isEqualTo("0.1");
        assertThat(Cell.json(3L)).isEqualTo("3");
        assertThat(Cell.json(false)).isEqualTo("false");
        assertThat(Cell.json("a \"b\" \\ \n \u0007 \u2028")).isEqualTo("\"a \\\"b\\\" \\\\ \\n \\u0007 \\u2028\"");
        assertThat(Cell.json(CollectionConverters.asScala(List.of(1f, 0.5f)).toList()))
                .isEqualTo("[1.0, 0.5]");
        assertThat(Cell.json(Timestamp.from(Instant.parse("2026-11-24T10:00:00Z"))))
                .isEqualTo("\"2026-11-24T10:00:00Z\"");
    }
}
