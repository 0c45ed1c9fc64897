package specsweep.report;

import static specsweep.report.Answer.number;
import static specsweep.report.Answer.required;
import static specsweep.report.Answer.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import specsweep.report.markup.Element;

/** The answer in words: for each network of an experiment whether its warm start means anything, from the verdicts alone. */
final class Answers {
    private static final String MIXED = "It depends";

    /** In the order in which a reader wants to hear them. */
    private static final List<String> ANSWERS = Stream.concat(
                    Arrays.stream(Verdict.values()).map(Verdict::answer), Stream.of(MIXED))
            .distinct()
            .toList();

    private final Experiment experiment;
    private final List<Row> rows;

    /**
     * Prepares the answers of an experiment.
     *
     * @param verdicts rows of {@code verdicts} of the experiment that are drawn, every measure, budget and control
     */
    Answers(Experiment experiment, List<Row> verdicts) {
        this.experiment = experiment;
        this.rows = verdicts.stream()
                .filter(row -> !text(row, "budget").equals("step=0"))
                .toList();
    }

    /** The verdicts of a network at the experiment's budget, one a target, on training points. */
    List<Row> judged(Experiment.Arm arm) {
        return at(arm, experiment.control(), "train");
    }

    private List<Row> at(Experiment.Arm arm, String control, String measure) {
        return rows.stream()
                .filter(row -> arm.matches(row)
                        && text(row, "control").equals(control)
                        && text(row, "measure").equals(measure)
                        && text(row, "budget").equals(experiment.budget()))
                .toList();
    }

    /** One sentence for all networks: "Yes for ReLU; in part for SIREN." */
    String summary() {
        Map<Integer, List<String>> byAnswer = new TreeMap<>();
        for (Experiment.Arm arm : experiment.arms()) {
            List<Row> its = judged(arm);
            if (!its.isEmpty()) {
                byAnswer.computeIfAbsent(ANSWERS.indexOf(answer(its)), word -> new ArrayList<>())
                        .add(arm.name());
            }
        }
        if (byAnswer.isEmpty()) {
            return "Nothing to compare: fits from scratch, from the source and from a control are needed.";
        }
        List<String> words = new ArrayList<>();
        byAnswer.forEach((answer, names) -> {
            String word = ANSWERS.get(answer);
            words.add((words.isEmpty() ? word : Character.toLowerCase(word.charAt(0)) + word.substring(1)) + " for "
                    + Names.list(names));
        });
        return String.join("; ", words) + ".";
    }

    /** A card for each network. */
    Element cards() {
        Element list = Element.of("ul", "cards");
        for (Experiment.Arm arm : experiment.arms()) {
            List<Row> its = judged(arm);
            if (!its.isEmpty()) {
                list.add(card(arm, its));
            }
        }
        return list;
    }

    private Element card(Experiment.Arm arm, List<Row> its) {
        Element card = Element.of("li", "card " + Names.architectureClass(arm.architecture()));
        Element head = Element.of("p", "card-head");
        head.add(Element.of("span", "card-name").text(arm.name()));
        verdicts(its).keySet().forEach(verdict -> head.text(" ").add(chip(verdict)));
        card.add(
                head,
                Element.of("p", "card-answer").text(answer(its)),
                Element.of("p").text(sentence(its)));
        List<String> more = new ArrayList<>();
        List<Row> heldOut = at(arm, experiment.control(), "test");
        if (!heldOut.isEmpty()) {
            more.add(
                    verdicts(heldOut).keySet().equals(verdicts(its).keySet())
                            ? "The same on held-out points."
                            : "On held-out points: " + words(heldOut) + ".");
        }
        rows.stream()
                .map(row -> text(row, "control"))
                .distinct()
                .filter(control -> !control.equals(experiment.control()))
                .sorted(java.util.Comparator.comparing(Names::conditionOrder))
                .forEach(control -> {
                    List<Row> other = at(arm, control, "train");
                    if (!other.isEmpty()) {
                        more.add("Against " + Names.control(control) + ": " + words(other) + ".");
                    }
                });
        more.add(acrossBudgets(arm, its));
        card.add(Element.of("p", "card-more").text(String.join(" ", more).strip()));
        return card;
    }

    static Element chip(Verdict verdict) {
        return Element.of("span", "chip " + verdict.cssClass()).text(verdict.label());
    }

    /** How often each verdict was given. */
    static Map<Verdict, Long> verdicts(List<Row> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        row -> Verdict.of(text(row, "verdict")), TreeMap::new, Collectors.counting()));
    }

    private static String answer(List<Row> its) {
        List<String> answers =
                verdicts(its).keySet().stream().map(Verdict::answer).distinct().toList();
        return answers.size() == 1 ? answers.get(0) : MIXED;
    }

    private String words(List<Row> its) {
        Map<Verdict, Long> verdicts = verdicts(its);
        if (verdicts.size() == 1) {
            Verdict only = verdicts.keySet().iterator().next();
            return only == Verdict.NOT_JUDGED
                    ? only.label() + ", " + text(its.get(0), "obstacle")
                    : only.label() + ", specificity " + times(its, "specificity");
        }
        return verdicts.keySet().stream()
                .map(verdict -> verdict.label() + " at "
                        + Names.list(its.stream()
                                .filter(row -> Verdict.of(text(row, "verdict")) == verdict)
                                .map(row -> text(row, "target"))
                                .distinct()
                                .toList()))
                .collect(Collectors.joining("; "));
    }

    private String sentence(List<Row> its) {
        if (verdicts(its).size() > 1) {
            String words = words(its);
            return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
        }
        Verdict verdict = verdicts(its).keySet().iterator().next();
        if (verdict == Verdict.NOT_JUDGED) {
            return "Not judged: "
                    + its.stream().map(row -> text(row, "obstacle")).distinct().collect(Collectors.joining("; ")) + ".";
        }
        String source = times(its, "structured_gain");
        String control = times(its, "control_gain");
        String ratio = times(its, "specificity");
        String what = Names.control(experiment.control());
        return switch (verdict) {
            case SPECIFIC ->
                "From the source the error is " + source + " smaller than from scratch. From " + what + " it is "
                        + effect(its, control) + ". What source and target share makes the difference: " + ratio + ".";
            case SPECIFIC_AND_BROAD ->
                "From " + what + " the error is already " + control
                        + " smaller than from scratch. From the source it is "
                        + source + " smaller, another " + ratio + ". On the log scale " + generic(its)
                        + " of the gain has nothing to do with the source.";
            case BROAD ->
                "From " + what + " the error is " + control + " smaller than from scratch, from the source " + source
                        + ". The ratio, " + ratio + ", cannot be told from 1: any trained weights would have done.";
            case REVERSED ->
                "The control does better than the source: from " + what + " the gain is " + control
                        + ", from the source " + source + ".";
            case NEGATIVE ->
                "A warm start makes the error larger: the gain is " + source + " from the source and " + control
                        + " from " + what + ".";
            case INCONCLUSIVE, NOT_JUDGED ->
                "From the source the gain is " + source + ", from " + what + " " + control
                        + "; the interval of the ratio, " + ratio + ", includes 1.";
        };
    }

    private static String effect(List<Row> its, String control) {
        if (its.stream().allMatch(row -> required(row, "control_gain_hi") < 1)) {
            return "larger (a gain of " + control + ")";
        }
        boolean none = its.stream()
                .allMatch(row -> required(row, "control_gain_lo") <= 1 && required(row, "control_gain_hi") >= 1);
        return (none ? "about the same (a gain of " : "not smaller (a gain of ") + control + ")";
    }

    /** ln C / ln A, in percent: what part of the gain, on the log scale, the control has as well. */
    private static String generic(List<Row> its) {
        List<Long> parts = its.stream()
                .map(row -> Math.round(
                        100 * Math.log(required(row, "control_gain")) / Math.log(required(row, "structured_gain"))))
                .distinct()
                .sorted()
                .toList();
        return parts.size() == 1 ? parts.get(0) + " %" : parts.get(0) + " to " + parts.get(parts.size() - 1) + " %";
    }

    /** At how many of the other budgets the verdicts are the same. */
    private String acrossBudgets(Experiment.Arm arm, List<Row> its) {
        Map<String, Verdict> here = new LinkedHashMap<>();
        its.forEach(row -> here.put(key(row), Verdict.of(text(row, "verdict"))));
        List<Row> others = rows.stream()
                .filter(row -> arm.matches(row)
                        && text(row, "control").equals(experiment.control())
                        && text(row, "measure").equals("train")
                        && !text(row, "budget").equals(experiment.budget())
                        && !text(row, "verdict").equals(Verdict.NOT_JUDGED.label()))
                .toList();
        if (others.isEmpty()) {
            return "";
        }
        long same = others.stream()
                .filter(row -> Verdict.of(text(row, "verdict")) == here.get(key(row)))
                .count();
        return "The verdict is the same at " + same + " of " + others.size() + " other budgets judged"
                + (here.size() > 1 ? ", all targets together" : "") + ".";
    }

    private static String key(Row row) {
        return text(row, "source") + "\n" + text(row, "target");
    }

    private static String times(List<Row> rows, String column) {
        List<Double> values = new ArrayList<>();
        for (Row row : rows) {
            Double value = number(row, column);
            if (value != null) {
                values.add(value);
            }
        }
        return values.isEmpty() ? "unknown" : Names.times(values);
    }
}
