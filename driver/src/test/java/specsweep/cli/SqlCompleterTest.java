package specsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jline.reader.Candidate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Tab offers; the cursor is at the bar. */
class SqlCompleterTest {
    private final SqlCompleter completer = new SqlCompleter();

    @BeforeEach
    void learn() {
        completer.know("gain", Map.of("gain", "double", "usable", "boolean"));
        completer.know("steps_to", Map.of("tau", "double", "usable", "boolean"));
        completer.know("facts", Map.of("train_mse", "array<float>"));
    }

    @Test
    void aStatementBeginsWithAVerb() {
        assertThat(at("|")).contains("SELECT", "WITH", "DESCRIBE").doesNotContain("WHERE", "gain");
        assertThat(at("SELECT 1; SEL|")).contains("SELECT").doesNotContain("WHERE");
    }

    @Test
    void afterFromAndJoinComeViews() {
        for (String text : List.of(
                "SELECT * FROM |",
                "select * from ga|",
                "SELECT * FROM gain JOIN |",
                "DESCRIBE |",
                "SELECT * FROM gain, |",
                "SELECT * FROM\n  |")) {
            assertThat(at(text))
                    .as(text)
                    .contains("gain", "facts", "specificity")
                    .doesNotContain("usable", "SELECT");
        }
    }

    @Test
    void columnsAreThoseOfTheViewsThatTheStatementNames() {
        assertThat(at("SELECT | FROM gain")).contains("gain", "usable").doesNotContain("tau", "train_mse");
        assertThat(at("SELECT gain, us| FROM gain")).contains("usable").doesNotContain("tau");
        assertThat(at("SELECT * FROM gain JOIN steps_to USING (sweep) WHERE |")).contains("usable", "gain", "tau");
        assertThat(at("SELECT * FROM gain WHERE usable AND |")).contains("gain").doesNotContain("tau");
        assertThat(at("SELECT * FROM steps_to; SELECT | FROM gain")).doesNotContain("tau");
    }

    @Test
    void beforeAnyViewIsNamedAllColumnsCanCome() {
        assertThat(at("SELECT |")).contains("gain", "tau", "train_mse", "avg", "specsweep.curve_at");
    }

    @Test
    void anAliasStandsForItsView() {
        assertThat(at("SELECT g.| FROM gain g JOIN steps_to AS s")).containsExactlyInAnyOrder("gain", "usable");
        assertThat(at("SELECT s.| FROM gain g JOIN steps_to AS s")).containsExactlyInAnyOrder("tau", "usable");
        assertThat(at("SELECT steps_to.| FROM steps_to")).containsExactlyInAnyOrder("tau", "usable");
        assertThat(at("SELECT specsweep.|")).contains("curve_at").doesNotContain("gain");
    }

    @Test
    void afterAViewComeTheClausesThatCanFollow() {
        assertThat(at("SELECT * FROM gain |"))
                .contains("WHERE", "JOIN", "GROUP")
                .doesNotContain("gain", "usable");
        assertThat(at("SELECT * FROM gain g |")).contains("WHERE").doesNotContain("usable");
        assertThat(at("SELECT * FROM gain WHERE |")).contains("usable");
        assertThat(at("SELECT * FROM gain GROUP |")).containsExactly("BY");
        assertThat(at("SELECT * FROM gain ORDER BY |")).contains("gain", "ALL");
    }

    @Test
    void nothingIsCompletedInsideTextAndComments() {
        assertThat(at("SELECT * FROM gain WHERE condition = '|")).isEmpty();
        assertThat(at("SELECT * FROM gain WHERE condition = 'str|")).isEmpty();
        assertThat(at("SELECT 1 -- FROM |")).isEmpty();
        assertThat(at("SELECT * FROM gain WHERE condition = 'random' AND |")).contains("usable");
    }

    @Test
    void columnsTellTheirTypes() {
        assertThat(completer.candidates("SELECT ", " FROM gain"))
                .filteredOn(candidate -> candidate.value().equals("gain"))
                .extracting(Candidate::descr)
                .containsExactly("double");
    }

    private List<String> at(String text) {
        int bar = text.indexOf('|');
        NameAtCursor name = NameAtCursor.in(text.replace("|", ""), bar);
        return completer.candidates(name.before(), text.substring(bar + 1)).stream()
                .map(Candidate::value)
                .toList();
    }
}
