package specsweep.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import specsweep.query.FunctionLibrary;
import specsweep.query.ViewFunction;
import specsweep.query.Views;

/**
 * Completes what can stand at the cursor: views after {@code FROM} and {@code JOIN}, columns of the views that the statement
 * names elsewhere, and the words of SQL that can follow.
 */
final class SqlCompleter implements Completer {
    private static final List<String> STARTS = List.of("SELECT", "WITH", "DESCRIBE", "SHOW", "EXPLAIN", "help", "exit");
    private static final List<String> AFTER_RELATION = List.of(
            "WHERE", "JOIN", "LEFT", "CROSS", "USING", "ON", "AS", "GROUP", "ORDER", "HAVING", "LIMIT", "UNION");
    private static final List<String> IN_EXPRESSION = List.of(
            "FROM",
            "WHERE",
            "GROUP",
            "ORDER",
            "HAVING",
            "LIMIT",
            "AS",
            "AND",
            "OR",
            "NOT",
            "IN",
            "IS",
            "NULL",
            "BETWEEN",
            "LIKE",
            "CASE",
            "WHEN",
            "THEN",
            "ELSE",
            "END",
            "DISTINCT",
            "ASC",
            "DESC",
            "UNION");
    private static final List<String> AGGREGATES =
            List.of("count", "avg", "sum", "min", "max", "exp", "ln", "median", "stddev_samp", "max_by", "min_by");

    /** Words that make the next name a relation. */
    private static final Set<String> BEFORE_RELATION = Set.of("FROM", "JOIN", "DESCRIBE", "DESC", "TABLE");

    private static final Pattern TOKEN = Pattern.compile("'[^']*'?|--[^\n]*|\\w+|\\S");
    private static final Pattern RELATION = Pattern.compile("(?i)\\b(?:FROM|JOIN)\\s+(\\w+)(?:\\s+(?:AS\\s+)?(?!(?:"
            + String.join("|", AFTER_RELATION) + ")\\b)(\\w+))?");

    /** The columns of each relation with their types; grows while the prompt is open. */
    private final Map<String, Map<String, String>> columns = new ConcurrentHashMap<>();

    /** Looks through all views for their columns. */
    void learn(SparkSession spark) {
        try {
            learn(spark, Views.FACTS);
            for (String view : Views.names()) {
                Views.prepare(spark, view);
                learn(spark, view);
            }
        } catch (RuntimeException e) {
            // The session is being closed: nobody completes any more.
        }
    }

    private void learn(SparkSession spark, String view) {
        Map<String, String> types = new LinkedHashMap<>();
        for (StructField field : spark.table(view).schema().fields()) {
            types.put(field.name(), field.dataType().simpleString());
        }
        know(view, types);
    }

    void know(String relation, Map<String, String> types) {
        columns.put(relation, types);
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        NameAtCursor name = NameAtCursor.in(line.line(), line.cursor());
        candidates.addAll(candidates(name.before(), line.line().substring(line.cursor())));
    }

    /** What can stand between two parts of a text. */
    List<Candidate> candidates(String before, String after) {
        String statement = last(before);
        List<String> tokens = tokens(statement);
        if (insideText(tokens)) {
            return List.of();
        }
        List<Candidate> found = new ArrayList<>();
        if (tokens.isEmpty()) {
            add(found, STARTS, "statements");
            return found;
        }
        String previous = tokens.get(tokens.size() - 1).toUpperCase(Locale.ROOT);
        String whole = statement + " " + first(after);
        if (previous.equals(".")) {
            String qualifier = tokens.size() > 1 ? tokens.get(tokens.size() - 2) : "";
            if (qualifier.equalsIgnoreCase(FunctionLibrary.NAME)) {
                addFunctions(found, "");
            } else {
                addColumns(found, List.of(relation(whole, qualifier)));
            }
        } else if (previous.equals("SHOW")) {
            add(found, List.of("VIEWS"), "statements");
        } else if (BEFORE_RELATION.contains(previous) || (previous.equals(",") && inFrom(tokens))) {
            add(found, relations(), "views");
        } else if (previous.equals("GROUP") || previous.equals("ORDER")) {
            add(found, List.of("BY"), "words");
        } else if (afterRelation(tokens)) {
            add(found, AFTER_RELATION, "words");
        } else {
            List<String> named = named(whole);
            addColumns(found, named.isEmpty() ? relations() : named);
            addFunctions(found, FunctionLibrary.NAME + ".");
            add(found, AGGREGATES, "functions");
            add(found, previous.equals("BY") ? List.of("ALL") : IN_EXPRESSION, "words");
        }
        return found;
    }

    private static void add(List<Candidate> found, Iterable<String> words, String group) {
        for (String word : words) {
            found.add(new Candidate(word, word, group, null, null, null, true));
        }
    }

    private static void addFunctions(List<Candidate> found, String prefix) {
        for (ViewFunction<?> function : FunctionLibrary.all()) {
            String name = prefix + function.name();
            found.add(new Candidate(name, name, "functions", function.description(), null, null, false));
        }
    }

    private void addColumns(List<Candidate> found, Iterable<String> relations) {
        Set<String> seen = new LinkedHashSet<>();
        for (String relation : relations) {
            columns.getOrDefault(relation, Map.of()).forEach((column, type) -> {
                if (seen.add(column)) {
                    found.add(new Candidate(column, column, "columns", type, null, null, true));
                }
            });
        }
    }

    private static List<String> relations() {
        List<String> relations = new ArrayList<>(Views.names());
        relations.add(0, Views.FACTS);
        return relations;
    }

    /** The views that a statement reads. */
    private static List<String> named(String statement) {
        List<String> named = new ArrayList<>();
        Matcher relation = RELATION.matcher(statement);
        while (relation.find()) {
            String name = relation.group(1).toLowerCase(Locale.ROOT);
            if (relations().contains(name)) {
                named.add(name);
            }
        }
        return named;
    }

    /** The view that a name stands for: its own, or the one of which it is the alias. */
    private static String relation(String statement, String qualifier) {
        Matcher relation = RELATION.matcher(statement);
        while (relation.find()) {
            if (qualifier.equalsIgnoreCase(relation.group(2))) {
                return relation.group(1).toLowerCase(Locale.ROOT);
            }
        }
        return qualifier.toLowerCase(Locale.ROOT);
    }

    /** Whether what was written last is a relation, or a relation's alias. */
    private static boolean afterRelation(List<String> tokens) {
        int size = tokens.size();
        return IntStream.rangeClosed(2, 3)
                .anyMatch(back -> size >= back
                        && Set.of("FROM", "JOIN")
                                .contains(tokens.get(size - back).toUpperCase(Locale.ROOT))
                        && tokens.subList(size - back + 1, size).stream().allMatch(token -> token.matches("\\w+"))
                        && !tokens.get(size - 1).matches("(?i)AS|" + String.join("|", AFTER_RELATION)));
    }

    private static boolean inFrom(List<String> tokens) {
        for (int i = tokens.size() - 1; i >= 0; i--) {
            String token = tokens.get(i).toUpperCase(Locale.ROOT);
            if (token.equals("FROM")) {
                return true;
            } else if (!token.matches("\\w+|,") || IN_EXPRESSION.contains(token) || token.equals("SELECT")) {
                return false;
            }
        }
        return false;
    }

    private static boolean insideText(List<String> tokens) {
        if (tokens.isEmpty()) {
            return false;
        }
        String token = tokens.get(tokens.size() - 1);
        return token.startsWith("--") || (token.startsWith("'") && (token.length() == 1 || !token.endsWith("'")));
    }

    private static List<String> tokens(String text) {
        return TOKEN.matcher(text).results().map(match -> match.group()).toList();
    }

    private static String last(String before) {
        List<String> statements = new ArrayList<>(List.of(before.split(";", -1)));
        return statements.get(statements.size() - 1);
    }

    private static String first(String after) {
        int end = after.indexOf(';');
        return end < 0 ? after : after.substring(0, end);
    }
}
