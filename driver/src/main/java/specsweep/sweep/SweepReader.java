package specsweep.sweep;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import specsweep.data.DataFile;
import specsweep.kernel.task.Table;
import specsweep.kernel.transfer.Condition;
import specsweep.kernel.transfer.Scratch;
import specsweep.kernel.transfer.Structured;

/** Reads the keys of a sweep file, and what they say, and reports all problems at once. */
final class SweepReader {
    static final long MOST_TUPLES = 1_000_000_000L;
    private static final int FIRST_TUPLES = 10_000;
    static final List<String> KEYS =
            List.of("sweep", "description", "conditions", "diagnostics", "settings", "table", "tuples");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final String NAME_RULE =
            "must be 1 to 64 small letters, digits, dots, dashes and underscores, and begin with a letter or digit";

    private final String file;
    private final String text;
    private final Problems problems;
    private final Function<TableBlock, DataFile> data;
    private final @Nullable Table known;

    private SweepReader(String file, String text, Function<TableBlock, DataFile> data, @Nullable Table known) {
        this.file = file;
        this.text = text;
        this.problems = new Problems(file);
        this.data = data;
        this.known = known;
    }

    /**
     * Reads a sweep.
     *
     * @param data where the user's own data lies; asked for if the sweep has some
     * @param known the data, where it was read before
     * @throws SweepFileException with every problem, if there is one
     */
    static Sweep read(String file, String text, Function<TableBlock, DataFile> data, @Nullable Table known) {
        return new SweepReader(file, text, data, known).read();
    }

    private Sweep read() {
        YamlNode document = YamlReader.read(text, problems);
        YamlNode.Fields fields = fields(document);
        for (YamlNode.Field field : fields.fields()) {
            if (!KEYS.contains(field.key())) {
                String suggestion = Key.labelled(field.key()).isPresent()
                        ? "write it under settings:, or in a grid under tuples:"
                        : Suggestion.of(field.key(), KEYS, "keys here");
                problems.add(field.line(), field.key(), "", "unknown key", suggestion);
            }
        }
        Defaults defaults = Defaults.packaged();
        String name = name(fields);
        String description = description(fields);
        List<Condition> conditions = fields.field("conditions")
                .map(field -> conditions(field, problems))
                .orElse(defaults.conditions());
        boolean diagnostics = fields.field("diagnostics")
                .map(field -> trueOrFalse(field, problems))
                .orElse(defaults.diagnostics());
        Settings settings = fields.field("settings")
                .map(field -> new SettingsReader(problems).read(field.value(), defaults.settings()))
                .orElse(new Settings(Map.of(), defaults.settings()));
        YamlNode.Field table = fields.field("table").orElse(null);
        Problems ofData = new Problems("");
        if (table != null) {
            TableBlock block = TableBlock.read(table, problems);
            if (known == null && block != null) {
                DataFile from = data.apply(block);
                ofData = new Problems(from.location());
                settings = settings.with(TableReader.read(block, from, ofData));
            } else {
                settings = settings.with(known);
            }
        }
        YamlNode.Field tuples = fields.field("tuples").orElse(null);
        if (tuples == null) {
            problems.add(
                    fields.line(), "tuples", "", "is missing", "write tuples: with grid:, zip: or union: below it");
            problems.include(ofData);
            throw problems.exception();
        }
        Expression expression = new ExpressionReader(problems, settings).read(tuples.value());
        throwIfAny(ofData);
        checkRequired(tuples, expression, settings);
        throwIfAny(ofData);
        new Consistency(expression, settings, conditions, table == null ? 0 : table.line(), problems).check();
        if (expression.size() > MOST_TUPLES) {
            String size = expression.size() == Long.MAX_VALUE ? "over 9.2e18" : Long.toString(expression.size());
            problems.add(tuples.line(), "tuples", size, "must be at most 1000000000 tuples", null);
        }
        problems.include(ofData);
        problems.throwIfAny();
        Sweep sweep = new Sweep(file, text, name, description, conditions, diagnostics, expression, settings);
        checkTuples(sweep, tuples.line());
        problems.throwIfAny();
        return sweep;
    }

    /** Goes on where only the data has problems: there may be more to say about the file. */
    private void throwIfAny(Problems ofData) {
        if (!problems.isEmpty()) {
            problems.include(ofData);
            problems.throwIfAny();
        }
    }

    private YamlNode.Fields fields(@Nullable YamlNode document) {
        if (document == null || (document instanceof YamlNode.Scalar scalar && scalar.isNull())) {
            if (problems.isEmpty()) {
                problems.add(1, "", "", "the file is empty", "begin with sweep: and tuples:");
            }
            throw problems.exception();
        }
        if (!(document instanceof YamlNode.Fields fields)) {
            String suggestion = "begin with sweep: and tuples:";
            problems.add(document.line(), "", document.text(), "must be a map of keys", suggestion);
            throw problems.exception();
        }
        return fields;
    }

    private String name(YamlNode.Fields fields) {
        YamlNode.Field field = fields.field("sweep").orElse(null);
        if (field == null) {
            problems.add(fields.line(), "sweep", "", "is missing", "write the sweep's name, such as sweep: my-study");
            return "";
        }
        String name = words(field);
        if (name != null && !NAME.matcher(name).matches()) {
            String plain = name.toLowerCase(Locale.ROOT)
                    .replaceAll("[^a-z0-9._-]+", "-")
                    .replaceAll("^[^a-z0-9]+", "");
            String near = plain.length() > 64 ? plain.substring(0, 64) : plain;
            problems.add(field.line(), "sweep", name, NAME_RULE, near.isEmpty() ? null : "write " + near);
        }
        return name == null ? "" : name;
    }

    private String description(YamlNode.Fields fields) {
        YamlNode.Field field = fields.field("description").orElse(null);
        String description = field == null ? "" : words(field);
        return description == null ? "" : description.strip();
    }

    /** Text, and nothing that a YAML reader would take for a number or for true or false. */
    private @Nullable String words(YamlNode.Field field) {
        String text = field.value().text();
        if (!(field.value() instanceof YamlNode.Scalar scalar)) {
            problems.add(field.line(), field.key(), text, "must be text", null);
        } else if (scalar.isNull() || text.isBlank()) {
            problems.add(field.line(), field.key(), "", "has no value", null);
        } else if (!scalar.quoted() && (scalar.isBoolean() || NumberReader.isNumber(text))) {
            String message = "must be text, and YAML does not read this as text";
            problems.add(field.line(), field.key(), text, message, "write \"" + text + "\"");
        } else {
            return text;
        }
        return null;
    }

    static boolean trueOrFalse(YamlNode.Field field, Problems problems) {
        String text = field.value().text();
        boolean plain = field.value() instanceof YamlNode.Scalar scalar && !scalar.quoted();
        if (!plain || !(text.equals("true") || text.equals("false"))) {
            problems.add(field.line(), field.key(), text, "must be true or false", null);
        }
        return text.equals("true");
    }

    static List<Condition> conditions(YamlNode.Field field, Problems problems) {
        List<String> names = Condition.all().stream().map(Condition::name).toList();
        if (!(field.value() instanceof YamlNode.Items items)) {
            String example = "write [" + String.join(", ", names) + "]";
            problems.add(field.line(), "conditions", field.value().text(), "must be a list", example);
            return List.of();
        }
        List<Condition> conditions = new ArrayList<>();
        for (YamlNode item : items.items()) {
            Condition condition = Condition.named(item.text()).orElse(null);
            if (condition == null) {
                String suggestion = Suggestion.of(item.text(), names, "conditions");
                problems.add(item.line(), "conditions", item.text(), "is not a known condition", suggestion);
            } else if (conditions.contains(condition)) {
                problems.add(
                        item.line(), "conditions", item.text(), "must not have the same value twice", "leave it out");
            } else {
                conditions.add(condition);
            }
        }
        for (Condition always : List.of(new Scratch(), new Structured())) {
            if (!conditions.contains(always)) {
                String message = "must contain " + always.name() + ", without which there is no gain";
                problems.add(field.line(), "conditions", items.text(), message, null);
            }
        }
        return List.copyOf(conditions);
    }

    private void checkRequired(YamlNode.Field tuples, Expression expression, Settings settings) {
        Set<Key> set = EnumSet.noneOf(Key.class);
        set.addAll(ExpressionReader.essences(expression.keys()));
        set.addAll(ExpressionReader.essences(settings.own().keySet()));
        for (Key key : EnumSet.copyOf(Key.REQUIRED)) {
            if (!set.contains(key)) {
                String label = key == Key.TARGET ? "target or delta" : key.label();
                String message = "is missing: every tuple needs it";
                problems.add(tuples.line(), label, "", message, "write it in a grid under tuples:, or under settings:");
            }
        }
    }

    /** The last resort, for whatever the checks on fewer keys cannot see; and a sweep must have a tuple. */
    private void checkTuples(Sweep sweep, int line) {
        long looked = Math.min(sweep.size(), FIRST_TUPLES);
        boolean some = false;
        for (long i = 0; i < looked; i++) {
            try {
                some |= sweep.tuple(i).isPresent();
            } catch (IllegalArgumentException e) {
                problems.add(line, "tuples", "", String.valueOf(e.getMessage()), null);
            }
        }
        if (!some && looked == sweep.size() && problems.isEmpty()) {
            problems.add(line, "tuples", "", "exclude leaves no tuple", null);
        }
    }

    /** Reads a text that is packaged with the program. */
    static String resource(String path) {
        try (InputStream stream = SweepReader.class.getClassLoader().getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException(path + " is not packaged");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
