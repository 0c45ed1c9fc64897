package specsweep.sweep;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A piece of a YAML file that knows its line. */
sealed interface YamlNode {

    /** The line on which it begins, counted from 1. */
    int line();

    /** The piece on one line, as a message quotes it. */
    String text();

    /**
     * A word, a number, a text.
     *
     * @param quoted whether it is in quotes or a block, hence text even if it looks like a number
     */
    record Scalar(String text, boolean quoted, int line) implements YamlNode {
        private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
        private static final Set<String> BOOLEANS = Set.of("true", "false", "yes", "no", "on", "off", "y", "n");

        /** Whether there is nothing behind the colon. */
        boolean isNull() {
            return !quoted && NULLS.contains(text);
        }

        /** Whether one or the other version of YAML takes it for true or false. */
        boolean isBoolean() {
            return !quoted && BOOLEANS.contains(text.toLowerCase(Locale.ROOT));
        }
    }

    /** A list. */
    record Items(List<YamlNode> items, int line) implements YamlNode {
        @Override
        public String text() {
            return items.stream().map(YamlNode::text).collect(Collectors.joining(", ", "[", "]"));
        }
    }

    /** A map, in the order of the file. */
    record Fields(List<Field> fields, int line) implements YamlNode {
        @Override
        public String text() {
            return fields.stream()
                    .map(f -> f.key() + ": " + f.value().text())
                    .collect(Collectors.joining(", ", "{", "}"));
        }

        Optional<Field> field(String key) {
            return fields.stream().filter(f -> f.key().equals(key)).findFirst();
        }
    }

    /** A key with its value. */
    record Field(String key, int line, YamlNode value) {}
}
