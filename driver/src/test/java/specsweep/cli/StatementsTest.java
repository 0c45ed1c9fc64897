package specsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementsTest {
    @Test
    void statementsEndAtSemicolons() {
        assertThat(Statements.split("SELECT 1; SELECT 2 ;\nSELECT 3"))
                .containsExactly("SELECT 1", "SELECT 2", "SELECT 3");
    }

    @Test
    void aSemicolonInQuotesOrACommentEndsNothing() {
        assertThat(Statements.split("SELECT ';', \"a;b\", `c;d` -- e;f\nFROM t /* g;h\n; */; SELECT 2"))
                .containsExactly("SELECT ';', \"a;b\", `c;d` -- e;f\nFROM t /* g;h\n; */", "SELECT 2");
        assertThat(Statements.split("SELECT 'it''s; fine'; SELECT 2"))
                .containsExactly("SELECT 'it''s; fine'", "SELECT 2");
    }

    @Test
    void nothingButSpaceAndCommentsIsNoStatement() {
        assertThat(Statements.split("")).isEmpty();
        assertThat(Statements.split(" ;\n; -- only a comment\n; /* another */ ;"))
                .isEmpty();
        assertThat(Statements.split("-- what it asks\nSELECT 1;")).containsExactly("-- what it asks\nSELECT 1");
    }

    @Test
    void aQuoteThatIsNeverClosedGoesToTheEnd() {
        assertThat(Statements.split("SELECT 'a; SELECT 2")).containsExactly("SELECT 'a; SELECT 2");
        assertThat(Statements.split("SELECT 1 /* a; SELECT 2")).containsExactly("SELECT 1 /* a; SELECT 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "-- nothing", "SELECT 1;", "SELECT 1; -- done", "SELECT 1;\nSELECT ';' ; "})
    void aTextIsCompleteWhenItsLastStatementHasEnded(String text) {
        assertThat(Statements.areComplete(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SELECT 1", "SELECT 1; SELECT", "SELECT ';", "SELECT 1 -- ;", "SELECT 1 /* ;", "SELECT `a;"})
    void aTextIsIncompleteUntilThen(String text) {
        assertThat(Statements.areComplete(text)).isFalse();
    }
}
