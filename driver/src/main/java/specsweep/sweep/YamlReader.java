package specsweep.sweep;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.scanner.ScannerException;

/**
 * Reads one YAML document into {@link YamlNode}s. Tags, anchors and aliases are refused, so that a file can neither name
 * a Java class nor grow when it is read. Scalars stay text: what is a number is decided by the key it belongs to, not by
 * the version of YAML (1.1 reads {@code 1e-4} as text and {@code on} as true).
 */
final class YamlReader {
    static final int MOST_CHARACTERS = 1_000_000;
    private static final int DEEPEST = 32;

    private final Problems problems;
    private final Iterator<Event> events;
    private boolean unusable;

    private YamlReader(Problems problems, Iterator<Event> events) {
        this.problems = problems;
        this.events = events;
    }

    /** Reads text; null where problems were found that leave no document to look at. */
    static @Nullable YamlNode read(String text, Problems problems) {
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (content.length() > MOST_CHARACTERS) {
            problems.add(1, "", content.length() + " characters", "a sweep file has at most 1000000 characters", null);
            return null;
        }
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MOST_CHARACTERS);
        try {
            Iterator<Event> events =
                    new Yaml(options).parse(new StringReader(content)).iterator();
            return new YamlReader(problems, events).document();
        } catch (MarkedYAMLException e) {
            problems.add(line(e), "", "", "not valid YAML: " + plainWords(e), null);
        } catch (ReaderException e) {
            int end = Math.min(Math.max(e.getPosition(), 0), content.length());
            int line = 1
                    + (int) content.substring(0, end)
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            String character = String.format("U+%04X", e.getCodePoint());
            problems.add(line, "", character, "not valid YAML: a character that is not printable", null);
        } catch (YAMLException e) {
            problems.add(1, "", "", "not valid YAML: " + e.getMessage(), null);
        }
        return null;
    }

    private @Nullable YamlNode document() {
        YamlNode document = null;
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof DocumentStartEvent) {
                if (document != null) {
                    problems.add(line(event), "", "", "a second document begins here", "write one sweep a file");
                    return null;
                }
                document = node(events.next(), 0);
            }
        }
        return unusable ? null : document;
    }

    private YamlNode node(Event event, int depth) {
        int line = line(event);
        if (depth > DEEPEST) {
            String problem = "more than " + DEEPEST + " levels of lists and maps";
            throw new ScannerException(null, null, problem, event.getStartMark());
        }
        refuse(event, line);
        if (event instanceof ScalarEvent scalar) {
            return new YamlNode.Scalar(scalar.getValue(), !scalar.isPlain(), line);
        }
        if (event instanceof SequenceStartEvent) {
            List<YamlNode> items = new ArrayList<>();
            for (Event e = events.next(); !e.is(Event.ID.SequenceEnd); e = events.next()) {
                items.add(node(e, depth + 1));
            }
            return new YamlNode.Items(List.copyOf(items), line);
        }
        if (event instanceof MappingStartEvent) {
            return fields(line, depth);
        }
        return new YamlNode.Scalar("", false, line);
    }

    private YamlNode fields(int line, int depth) {
        Map<String, YamlNode.Field> fields = new LinkedHashMap<>();
        for (Event e = events.next(); !e.is(Event.ID.MappingEnd); e = events.next()) {
            YamlNode key = node(e, depth + 1);
            YamlNode value = node(events.next(), depth + 1);
            if (!(key instanceof YamlNode.Scalar)) {
                problems.add(key.line(), "", key.text(), "a key must be a word", null);
                continue;
            }
            YamlNode.Field field = new YamlNode.Field(key.text(), key.line(), value);
            YamlNode.Field earlier = fields.putIfAbsent(key.text(), field);
            if (earlier != null) {
                problems.add(key.line(), key.text(), "", "is given twice", "it is already on line " + earlier.line());
            }
        }
        return new YamlNode.Fields(List.copyOf(fields.values()), line);
    }

    private void refuse(Event event, int line) {
        String tag = event instanceof ScalarEvent s
                ? s.getTag()
                : event instanceof CollectionStartEvent c ? c.getTag() : null;
        if (tag != null) {
            unusable = true;
            problems.add(
                    line, "", tag.replace("tag:yaml.org,2002:", "!!"), "tags are not allowed", "write the plain value");
        }
        if (event instanceof NodeEvent node && node.getAnchor() != null) {
            unusable = true;
            String sign = event instanceof AliasEvent ? "*" : "&";
            problems.add(
                    line, "", sign + node.getAnchor(), "anchors and aliases are not allowed", "write the value out");
        }
    }

    private static int line(Event event) {
        return event.getStartMark().getLine() + 1;
    }

    private static int line(MarkedYAMLException e) {
        boolean atEnd = String.valueOf(e.getContext()).contains("quoted scalar");
        Mark mark = atEnd || e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
        return mark == null ? 1 : mark.getLine() + 1;
    }

    private static String plainWords(MarkedYAMLException e) {
        String problem = String.valueOf(e.getProblem());
        String begins = e.getContextMark() == null
                ? ""
                : " that begins on line " + (e.getContextMark().getLine() + 1);
        if (problem.contains("'\\t")) {
            return "a tab where YAML wants spaces";
        }
        if (problem.startsWith("mapping values are not allowed")) {
            return "a second colon on the line, or wrong indentation";
        }
        if (problem.startsWith("could not find expected ':'")) {
            return "a key without a colon behind it";
        }
        if (problem.contains("',' or ']'")) {
            return "the list [" + begins + " has no ] or lacks a comma";
        }
        if (problem.contains("',' or '}'")) {
            return "the map {" + begins + " has no } or lacks a comma";
        }
        if (String.valueOf(e.getContext()).contains("quoted scalar")) {
            return "the text in quotes" + begins + " does not end";
        }
        if (problem.startsWith("expected <block end>")) {
            return "the indentation does not match the lines above";
        }
        return problem;
    }
}
