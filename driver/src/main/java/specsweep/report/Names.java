package specsweep.report;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import specsweep.query.Cell;

/** How things are called on the page, and the CSS class that gives each its colour. Unknown ones keep their own names. */
final class Names {
    private static final List<String> ARCHITECTURES = List.of("siren", "relu-mlp", "fourier-mlp");
    private static final List<String> CONDITIONS =
            List.of("scratch", "structured", "random", "alternate", "norm-matched", "shuffled", "head-reset");

    private Names() {}

    static String architecture(String name) {
        return switch (name) {
            case "siren" -> "SIREN";
            case "relu-mlp" -> "ReLU";
            case "fourier-mlp" -> "Fourier";
            default -> name;
        };
    }

    /** A bandwidth in the field's symbols: ω₀ 30, σ 5; empty where there is none. */
    static String bandwidth(String architecture, @Nullable Double bandwidth) {
        if (bandwidth == null) {
            return "";
        }
        String symbol = architecture.equals("siren") ? "ω₀ " : architecture.equals("fourier-mlp") ? "σ " : "bandwidth ";
        return symbol + Cell.shortest(bandwidth);
    }

    static String architectureClass(String name) {
        return ARCHITECTURES.contains(name) ? "a-" + name : "a-other";
    }

    static String conditionClass(String name) {
        return CONDITIONS.contains(name) ? "c-" + name : "c-other";
    }

    /** Sorts known architectures as they are documented, then the others. */
    static String architectureOrder(String name) {
        int index = ARCHITECTURES.indexOf(name);
        return (index < 0 ? ARCHITECTURES.size() : index) + name;
    }

    /** Sorts scratch and structured first, then the controls from the most different source to the ablations. */
    static String conditionOrder(String name) {
        int index = CONDITIONS.indexOf(name);
        return (index < 0 ? CONDITIONS.size() : index) + name;
    }

    /** What a control starts from, in a sentence. */
    static String control(String name) {
        return switch (name) {
            case "random" -> "weights trained on something unrelated";
            case "alternate" -> "weights trained on another member of the family";
            case "norm-matched" -> "fresh weights scaled to the trained norms";
            case "shuffled" -> "trained weights in a random order";
            case "head-reset" -> "trained weights with a fresh output layer";
            default -> "the control " + name;
        };
    }

    static String measure(String name) {
        return switch (name) {
            case "train" -> "training points";
            case "test" -> "held-out points";
            default -> name;
        };
    }

    /** A budget as a reader says it. */
    static String budget(String name) {
        if (name.startsWith("scratch<=")) {
            return "the step where scratch reaches a training MSE of " + name.substring("scratch<=".length());
        }
        return name.startsWith("step=") ? "step " + name.substring("step=".length()) : name;
    }

    /** A budget where there is little room. */
    static String shortBudget(String name) {
        return name.replace("scratch<=1e-", "≤10⁻")
                .replace("⁻1", "⁻¹")
                .replace("⁻2", "⁻²")
                .replace("⁻3", "⁻³")
                .replace("⁻4", "⁻⁴")
                .replace("step=", "");
    }

    /** A gain, a specificity: three digits and a multiplication sign. */
    static String times(double value) {
        return Cell.number(value, 3) + "×";
    }

    /** The least and the greatest of several, or the one that they are. */
    static String times(List<Double> values) {
        String low = times(values.stream().mapToDouble(v -> v).min().orElseThrow());
        String high = times(values.stream().mapToDouble(v -> v).max().orElseThrow());
        return low.equals(high) ? low : low + " to " + high;
    }

    static String interval(double low, double high) {
        return "[" + Cell.number(low, 3) + ", " + Cell.number(high, 3) + "]";
    }

    /** A whole number with its thousands apart. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
    }

    /** "a", "a and b", "a, b and c". */
    static String list(List<String> words) {
        return words.size() < 2
                ? String.join("", words)
                : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.get(words.size() - 1);
    }
}
