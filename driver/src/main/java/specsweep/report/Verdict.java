package specsweep.report;

import java.util.Arrays;

/** What the intervals of a setting say. The rules are the view {@code verdicts}; here are only the words. */
enum Verdict {
    SPECIFIC("specific", "Yes", "the gain comes from what source and target share"),
    SPECIFIC_AND_BROAD("specific and broad", "In part", "any trained weights help, the source helps more"),
    BROAD("broad", "No", "any trained weights would have done"),
    REVERSED("reversed", "No", "the control helps more than the source"),
    NEGATIVE("negative", "No, it harms", "a warm start makes things worse"),
    INCONCLUSIVE("inconclusive", "Cannot tell", "the intervals do not tell"),
    NOT_JUDGED("not judged", "Not judged", "budget not reached, too few seeds, or the float32 floor touched");

    private final String label;
    private final String answer;
    private final String meaning;

    Verdict(String label, String answer, String meaning) {
        this.label = label;
        this.answer = answer;
        this.meaning = meaning;
    }

    static Verdict of(String label) {
        return Arrays.stream(values())
                .filter(verdict -> verdict.label.equals(label))
                .findFirst()
                .orElse(NOT_JUDGED);
    }

    /** The word of the view. */
    String label() {
        return label;
    }

    /** The answer to "does my warm start mean anything?". */
    String answer() {
        return answer;
    }

    /** What the word means. */
    String meaning() {
        return meaning;
    }

    String cssClass() {
        return "v-" + label.replace(' ', '-');
    }
}
