package specsweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import specsweep.kernel.transfer.Tuple;

/** Files nobody would write. Each seed makes the same ones on every machine. */
class RandomSweepsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aUnionGivesWhatItsBranchesGiveInTheirOrderAndOnce(int seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            List<String> branches = new ArrayList<>();
            Set<String> wanted = new LinkedHashSet<>();
            for (int b = 0; b < 2 + random.nextInt(4); b++) {
                String branch = branch(random);
                branches.add("    - " + branch);
                wanted.addAll(SweepTest.all(sweep("  " + branch), Tuple::id));
            }

            Sweep union = sweep("  union:\n" + String.join("\n", branches));

            assertThat(SweepTest.all(union, Tuple::id)).as(union.yaml()).containsExactlyElementsOf(wanted);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void noTextMakesTheReaderThrowAnythingButProblems(int seed) {
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>(ReadmeTest.yamlBlocks());
        Sweep.BUNDLED.forEach(name -> texts.add(Sweep.load(name).yaml()));
        for (int round = 0; round < 400; round++) {
            String text = damaged(texts.get(random.nextInt(texts.size())), random);
            assertThatCode(() -> {
                        try {
                            assertThat(Sweep.parse("../sweeps/x.yaml", text).size())
                                    .isPositive();
                        } catch (SweepFileException e) {
                            assertThat(e.problems())
                                    .allMatch(p -> !p.toString().contains("\n"))
                                    .allMatch(p -> p.line() >= 1 || !p.file().equals("../sweeps/x.yaml"));
                        }
                    })
                    .as(text)
                    .doesNotThrowAnyException();
        }
    }

    private static Sweep sweep(String expression) {
        return Sweep.parse("x.yaml", "sweep: x\ntuples:\n" + expression + "\n");
    }

    /** Few values, written in many ways, so that branches often share tuples. */
    private static String branch(Random random) {
        List<String> axes = new ArrayList<>(List.of(
                pick(random, "family: bump", "family: [bump, warp]", "family: warp"),
                pick(random, "seed: 0..2", "seed: [1, 3]", "seed: 2"),
                pick(random, "source: 0.1", "source: [0.1, 0.2]", "source: {t: 1e-1}"),
                pick(random, "delta: 0.1", "delta: [0.1, 0.2]", "target: [0.2, 0.3]", "target: {t: 0.30}"),
                pick(random, "width: 64", "width: [8, 64]", "steps: [1500, 20]", "steps: 1.5e3", "depth: 3"),
                pick(random, "points: 256", "source_mse: [none, 1e-3]", "source_mse: none", "beta1: 0.9")));
        axes.add(pick(
                random,
                "architecture: [siren, relu-mlp]",
                "architecture: fourier-mlp",
                "architecture: [siren, fourier-mlp], bandwidth: [5, 30]",
                "zip: {architecture: [siren, fourier-mlp], bandwidth: [30.0, 5.0]}",
                "union: [grid: {architecture: relu-mlp}, grid: {architecture: fourier-mlp, bandwidth: [2, 5]}, grid:"
                        + " {architecture: fourier-mlp}]"));
        return "grid: {" + String.join(", ", axes) + "}";
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        List<String> scraps = Arrays.asList(
                "\n",
                " ",
                "  ",
                "\t",
                ":",
                "-",
                ",",
                "[",
                "]",
                "{",
                "}",
                "\"",
                "'",
                "#",
                "&a",
                "*a",
                "!!x ",
                "|",
                ">",
                "0",
                "1e999",
                "..",
                "none",
                "null",
                ".nan",
                "~",
                "?",
                "%",
                "@",
                "\u0000",
                "\uFEFF",
                "é",
                "<<: ",
                "---\n",
                "delta",
                "zip",
                "union",
                "exclude",
                "relu-mlp",
                "gabor",
                "{from: 0, to: 1}");
        for (int change = 0; change < 1 + random.nextInt(4); change++) {
            int at = random.nextInt(damaged.length());
            if (random.nextBoolean()) {
                damaged.insert(at, scraps.get(random.nextInt(scraps.size())));
            } else {
                damaged.delete(at, Math.min(damaged.length(), at + 1 + random.nextInt(6)));
            }
        }
        return damaged.toString();
    }
}
