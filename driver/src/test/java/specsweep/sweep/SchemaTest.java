package specsweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import specsweep.kernel.transfer.Condition;

/** The schema that editors use says the same as the parser, as far as a schema can. */
class SchemaTest {
    private static final String BLIND = "# schema: accepts";
    private static final JsonNode TEXT = text();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(TEXT);

    @ParameterizedTest
    @MethodSource("specsweep.sweep.WrongSweepsTest#wrongFiles")
    void whatTheParserRefusesTheSchemaRefusesUnlessTheFileSaysThatItCannot(Path file) throws IOException {
        String yaml = Files.readString(file);
        JsonNode json = json(yaml);

        if (json != null) {
            boolean accepted = SCHEMA.validate(json).isEmpty();
            assertThat(accepted).as(file.toString()).isEqualTo(yaml.startsWith(BLIND));
        }
    }

    @Test
    void mostWrongFilesAreCaughtWhileTyping() throws IOException, URISyntaxException {
        List<Path> caught = new ArrayList<>();
        for (Path file : (Iterable<Path>) WrongSweepsTest.wrongFiles()::iterator) {
            JsonNode json = json(Files.readString(file));
            if (json != null && !SCHEMA.validate(json).isEmpty()) {
                caught.add(file);
            }
        }
        assertThat(caught).hasSizeGreaterThan(50);
    }

    static Stream<String> rightTexts() throws IOException {
        List<String> texts = new ArrayList<>(ReadmeTest.yamlBlocks());
        for (String name : Sweep.BUNDLED) {
            texts.add(Sweep.load(name).yaml());
        }
        texts.add(WrongSweepsTest.GOOD);
        texts.add(WrongSweepsTest.GOOD
                .replace("0..9", "[0..4, 7, 1e1]")
                .replace("delta: 0.1", "source_mse: [none, 1e-3], delta: 0.1"));
        texts.add(WrongSweepsTest.GOOD.replace("delta: 0.1", "delta: [{t: 0.1}, .2, +3E-1], deadline_s: [60]"));
        return texts.stream();
    }

    @ParameterizedTest
    @MethodSource("rightTexts")
    void whatTheParserTakesTheSchemaTakes(String yaml) {
        assertThat(Sweep.parse("../sweeps/x.yaml", yaml).size()).isPositive();
        assertThat(SCHEMA.validate(Objects.requireNonNull(json(yaml)))).isEmpty();
    }

    @Test
    void theDefaultsFollowTheSameSchema() {
        JsonNode defaults = Objects.requireNonNull(json(SweepReader.resource("sweeps/defaults.yaml")));
        ObjectNode schema = TEXT.deepCopy();
        schema.retain(List.of("$schema", "$defs"));
        schema.put("$ref", "#/$defs/defaults");

        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema)
                        .validate(defaults))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyKeyHasTheSameBoundsInTheSchema(Key key) {
        JsonNode schema = TEXT.at("/$defs/values/" + key.label());
        assertThat(TEXT.at("/$defs/axes").has(key.label())).isTrue();
        assertThat(TEXT.at("/$defs/settings/properties").has(key.label())).isTrue();
        assertThat(TEXT.at("/$defs/grid/properties").has(key.label())).isTrue();
        assertThat(TEXT.at("/$defs/settings/properties/" + key.label())
                        .toString()
                        .contains("propertyNames"))
                .isEqualTo(key.dependsOnArchitecture());
        if (key.type() instanceof Key.Type.OneOf oneOf) {
            assertThat(schema.get("enum")).extracting(JsonNode::asText).containsExactlyElementsOf(oneOf.names());
        } else if (key.type() instanceof Key.Type.Whole whole) {
            JsonNode number = whole.optional() ? schema.get("anyOf").get(0) : schema;
            assertThat(number.get("minimum").asLong()).isEqualTo(whole.least());
            assertThat(number.get("maximum").asLong()).isEqualTo(whole.most());
        } else if (key.type() instanceof Key.Type.Real real) {
            JsonNode number = real.optional() ? schema.get("anyOf").get(0) : schema;
            assertThat(number.get(real.withLeast() ? "minimum" : "exclusiveMinimum")
                            .asDouble())
                    .isEqualTo(real.least());
            assertThat(number.get(real.withMost() ? "maximum" : "exclusiveMaximum")
                            .asDouble())
                    .isEqualTo(real.most());
        }
    }

    @Test
    void theSchemaKnowsEveryCondition() {
        assertThat(TEXT.at("/$defs/conditions/items/enum"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(
                        Condition.all().stream().map(Condition::name).toList());
    }

    private static JsonNode text() {
        try {
            return new ObjectMapper().readTree(SweepReader.resource("sweeps/sweep.schema.json"));
        } catch (IOException e) {
            throw new AssertionError("the schema is not JSON", e);
        }
    }

    /** What an editor that follows YAML 1.2 makes of a file; null where it is not one YAML document. */
    private static @Nullable JsonNode json(String yaml) {
        YamlNode node = YamlReader.read(yaml, new Problems("x.yaml"));
        return node == null ? null : json(node);
    }

    private static JsonNode json(YamlNode node) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        if (node instanceof YamlNode.Items items) {
            ArrayNode array = make.arrayNode();
            items.items().forEach(item -> array.add(json(item)));
            return array;
        }
        if (node instanceof YamlNode.Fields fields) {
            ObjectNode object = make.objectNode();
            fields.fields().forEach(field -> object.set(field.key(), json(field.value())));
            return object;
        }
        YamlNode.Scalar scalar = (YamlNode.Scalar) node;
        String text = scalar.text();
        if (scalar.isNull()) {
            return make.nullNode();
        }
        if (!scalar.quoted() && text.matches("true|True|TRUE|false|False|FALSE")) {
            return make.booleanNode(text.startsWith("t") || text.startsWith("T"));
        }
        if (!scalar.quoted() && text.matches("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?")) {
            return make.numberNode(new BigDecimal(text));
        }
        return make.textNode(text);
    }
}
