package specsweep.compilation;

import static org.assertj.core.api.Assertions.assertThat;

import javax.management.JMException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The directives to the compiler are in a form that this JVM takes, and it can be rid of them. */
class BriefCompilationTest {
    private static final String ONE_OF_THEM = "org/apache/*.*";

    private final BriefCompilation compilation = new BriefCompilation();

    /** The other tests of this JVM are compiled as ever. */
    @AfterEach
    void clear() throws JMException {
        BriefCompilation.invoke("compilerDirectivesClear");
    }

    @Test
    void thisJvmTakesTheDirectivesAndLetsThemGo() throws JMException {
        assertThat(directives()).doesNotContain(ONE_OF_THEM);
        compilation.add();
        assertThat(directives()).contains(ONE_OF_THEM);
        compilation.add();
        compilation.remove();
        assertThat(directives()).doesNotContain(ONE_OF_THEM);
    }

    @Test
    void whatHasEndedDoesNotBeginAgain() throws JMException {
        compilation.remove();
        compilation.add();
        assertThat(directives()).doesNotContain(ONE_OF_THEM);
    }

    @Test
    void manyTuplesEndIt() throws JMException {
        compilation.add();
        compilation.removeForTuples(BriefCompilation.WORTH_TUPLES - 1);
        assertThat(directives()).contains(ONE_OF_THEM);
        compilation.removeForTuples(BriefCompilation.WORTH_TUPLES);
        assertThat(directives()).doesNotContain(ONE_OF_THEM);
    }

    private static String directives() throws JMException {
        return BriefCompilation.invoke("compilerDirectivesPrint");
    }
}
