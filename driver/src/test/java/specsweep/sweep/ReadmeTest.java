package specsweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import specsweep.kernel.task.TaskFamily;
import specsweep.kernel.transfer.Condition;

/** {@code sweeps/README.md} tells the truth. */
class ReadmeTest {
    private static final String README = SweepReader.resource("sweeps/README.md");

    static List<String> yamlBlocks() {
        List<String> blocks = new ArrayList<>();
        Matcher matcher = Pattern.compile("(?ms)^```yaml\n(.*?)^```$").matcher(README);
        while (matcher.find()) {
            blocks.add(Objects.requireNonNull(matcher.group(1)));
        }
        return blocks;
    }

    @ParameterizedTest
    @MethodSource("yamlBlocks")
    void everyExampleIsASweep(String yaml) {
        assertThat(SweepTest.all(Sweep.parse("../sweeps/README.md", yaml), t -> t))
                .isNotEmpty();
    }

    @Test
    void thereAreExamplesOfEveryOperator() {
        assertThat(String.join("\n", yamlBlocks()))
                .contains("grid:", "zip:", "union:", "exclude:", "settings:", "conditions:");
    }

    @ParameterizedTest
    @EnumSource
    void everyKeyIsDocumentedWithItsRangeAndDefault(Key key) {
        String row = README.lines()
                .filter(line -> line.startsWith("| `" + key.label() + "` |"))
                .findFirst()
                .orElse("");
        assertThat(row).as("the row of %s", key.label()).isNotEmpty();

        List<String> cells = List.of(row.split("\\|", -1));
        if (key.type() instanceof Key.Type.Whole whole) {
            assertThat(cells.get(3).strip()).startsWith(whole.least() + " to " + whole.most());
        }
        if (key.type() instanceof Key.Type.OneOf oneOf) {
            assertThat(cells.get(3)).contains(oneOf.names());
        }
        Cell everywhere = Defaults.packaged().settings().cell(key, null);
        if (everywhere != null) {
            assertThat(cells.get(4).strip()).isEqualTo(everywhere.value().toString());
        }
        Cell siren = Defaults.packaged().settings().cell(key, "siren");
        assertThat(cells.get(4).isBlank()).isEqualTo(siren == null && key != Key.FREQUENCIES);
    }

    @Test
    void everyFamilyConditionAndBundledSweepIsDocumented() {
        assertThat(TaskFamily.all())
                .allSatisfy(family -> assertThat(README)
                        .contains("| `%s` | %s | %s |"
                                .formatted(family.name(), family.formula(), String.join(", ", family.parameters()))));
        assertThat(Condition.all()).allSatisfy(c -> assertThat(README).contains("`" + c.name() + "` ("));
        assertThat(Sweep.BUNDLED)
                .allSatisfy(name -> assertThat(README)
                        .containsPattern("\\Q[%1$s.yaml](%1$s.yaml)\\E .* \\| %2$d \\|"
                                .formatted(
                                        name,
                                        SweepTest.all(Sweep.load(name), t -> t).size())));
    }
}
