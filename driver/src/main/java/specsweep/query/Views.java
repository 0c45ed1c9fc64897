package specsweep.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import specsweep.compilation.CodeGeneration;
import specsweep.store.FactStore;
import specsweep.store.KeptRows;
import specsweep.store.OutputVersion;
import specsweep.store.Provenance;
import specsweep.store.StrangeFiles;

/**
 * The views over an output folder, but for those that judge ({@link StagedViews}). To add one, write
 * {@code parquet-out/views/NAME.sql} with a single query, add its name to {@link #names()}, and describe it in
 * {@code parquet-out/README.md}.
 */
public final class Views {
    /** The relation that all views stand on: the stored facts, one row a fit. */
    public static final String FACTS = "facts";

    /** The second relation that views stand on: the stored values of diagnostics, one row a start and diagnostic. */
    public static final String MEASUREMENTS = "measurements";

    private static final List<String> NAMES = List.of(
            "facts_by_setting",
            "fits",
            "failures",
            "throughput",
            "curves",
            "gain",
            "budgets",
            "steps_to",
            "settings",
            "budget_steps",
            "log_losses",
            "seed_gains",
            "comparisons",
            "specificity",
            "mean_log_loss",
            "verdicts",
            "seed_curves",
            "loss_curves",
            "specificity_by_step",
            "log_gains",
            "scaling_audit",
            "bandwidth_retuning",
            "diagnostics",
            "diagnostic_power",
            "headline_settings");

    /** Those that take long, and that much else stands on. */
    static final Set<String> COSTLY =
            Set.of("settings", "seed_gains", "comparisons", "log_gains", "bandwidth_retuning", "diagnostic_power");

    /** The view that {@link #keep} keeps. */
    static final String KEPT = "comparisons";

    private static final String ALL_FACTS = "true";

    private static final Map<String, Pattern> WORDS = NAMES.stream()
            .collect(Collectors.toUnmodifiableMap(
                    Function.identity(), name -> Pattern.compile("\\b" + name + "\\b", Pattern.CASE_INSENSITIVE)));

    /** Spark's inference of filters takes a time exponential in the columns that a view makes from others. */
    public static final String INFERENCE = "spark.sql.constraintPropagation.enabled";

    static final Pattern COMMENT = Pattern.compile("--[^\n]*");

    /** SHOW VIEWS and the like name no view and mean all. */
    private static final Pattern ALL = Pattern.compile("\\bSHOW\\b", Pattern.CASE_INSENSITIVE);

    private Views() {}

    /** The views' names, each after those that it reads. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * Makes the facts of an output folder and every view over them known to a session, as temporary views.
     *
     * @throws EmptyOutputException if the folder holds no facts
     * @throws specsweep.store.OtherVersionException if it holds those of another schema version
     */
    public static void register(SparkSession spark, String out) {
        open(spark, out);
        NAMES.stream().filter(name -> !isKnown(spark, name)).forEach(name -> know(spark, name, false));
    }

    /**
     * Makes the facts of an output folder known to a session, and no view yet: Spark takes seconds to look through them
     * all. {@link #prepare} is called with each query.
     *
     * @throws EmptyOutputException if the folder holds no facts
     */
    public static void open(SparkSession spark, String out) {
        open(spark, out, ALL_FACTS);
    }

    /** Opens those facts alone that meet a condition on their columns. */
    public static void open(SparkSession spark, String out, String condition) {
        FactStore store = new FactStore(spark, out);
        if (store.isEmpty()) {
            throw new EmptyOutputException(out);
        }
        OutputVersion.check(spark.sparkContext().hadoopConfiguration(), out);
        QueryRules.apply(spark);
        spark.conf().set("spark.sql.catalog." + FunctionLibrary.NAME, FunctionLibrary.class.getName());
        // Only what a query filters by tells which partitions it needs; looking for more costs more jobs than it saves.
        spark.conf().set("spark.sql.optimizer.dynamicPartitionPruning.enabled", "false");
        NAMES.forEach(spark.catalog()::dropTempView);
        Dataset<Row> facts = store.facts();
        CodeGeneration.choose(spark, facts);
        facts.where(StrangeFiles.FACTS_ALONE).where(condition).createOrReplaceTempView(FACTS);
        store.diagnostics().rows().createOrReplaceTempView(MEASUREMENTS);
        StagedViews.forget(spark);
        if (condition.equals(ALL_FACTS)) {
            kept(spark, out).find().ifPresent(rows -> rows.createOrReplaceTempView(KEPT));
        }
    }

    /**
     * Opens an output as {@link #open} does; where the view that costs most of the time of most questions is not kept beside the
     * facts, evaluates it and keeps it there until they change.
     *
     * @return whether it is kept now
     */
    public static boolean keep(SparkSession spark, String out) {
        KeptRows kept = kept(spark, out);
        boolean evaluated = kept.find().isEmpty()
                && kept.keep(() -> {
                    open(spark, out);
                    readOnceIfSmall(spark);
                    needed(text(KEPT), NAMES.indexOf(KEPT), name -> false).forEach(name -> know(spark, name, false));
                    // One query, which Spark looks through once; a view, at each use. In this order, a question about a
                    // single budget reads little of what is kept.
                    return spark.sql("SELECT * FROM (\n" + text(KEPT)
                            + "\n) SORT BY score, measure, budget, sweep, architecture");
                });
        Optional<Dataset<Row>> found = evaluated ? kept.find() : Optional.empty();
        if (found.isPresent()) {
            found.get().createOrReplaceTempView(KEPT);
            return true;
        }
        open(spark, out);
        return isKnown(spark, KEPT);
    }

    /**
     * The views read the facts several times over; of many small files, opening them is most of what that takes. And each exchange
     * of rows between partitions takes longer than it saves: in one there is none.
     */
    private static void readOnceIfSmall(SparkSession spark) {
        Dataset<Row> facts = spark.table(FACTS);
        if (!CodeGeneration.isWorth(CodeGeneration.bytes(facts))) {
            Dataset<Row> once = facts.coalesce(1).localCheckpoint(false);
            once.createOrReplaceTempView(FACTS);
            // While Spark looks through the views. If this fails, so does what reads them, and says why.
            CompletableFuture.runAsync(() -> once.queryExecution().toRdd().count());
        }
    }

    private static KeptRows kept(SparkSession spark, String out) {
        String recipe = needed(KEPT, NAMES.size(), name -> false).stream()
                .map(Views::text)
                .collect(Collectors.joining("\n", Provenance.version() + "\n", ""));
        return new KeptRows(spark, out, KEPT, recipe);
    }

    /**
     * Makes the views that a query names known to a session, with all that they read. A costly view that the judging views
     * read more than once is evaluated here, once.
     */
    public static void prepare(SparkSession spark, String sql) {
        Set<String> needed = ALL.matcher(sql).find() ? new LinkedHashSet<>(NAMES) : needed(spark, sql);
        Set<String> staged = StagedViews.needed(sql);
        staged.forEach(name -> needed.addAll(needed(spark, text(name))));
        Set<String> evaluated = new HashSet<>();
        String inference = spark.conf().get(INFERENCE);
        if (!staged.isEmpty()) {
            spark.conf().set(INFERENCE, "false");
            COSTLY.stream()
                    .filter(name -> Stream.concat(needed.stream(), staged.stream())
                                    .filter(reader -> reads(text(reader), name))
                                    .count()
                            > 1)
                    .forEach(evaluated::add);
        }
        try {
            for (String name : NAMES) {
                if (needed.contains(name) && !isKnown(spark, name)) {
                    know(spark, name, evaluated.contains(name));
                }
            }
            StagedViews.prepare(spark, staged);
        } finally {
            spark.conf().set(INFERENCE, inference);
        }
    }

    /** Evaluates views for many queries to come; with each, the costly ones that it reads. */
    public static void evaluate(SparkSession spark, List<String> views) {
        needed(spark, String.join(" ", views))
                .forEach(name -> know(spark, name, views.contains(name) || COSTLY.contains(name)));
    }

    /** The query behind a view. */
    public static String text(String name) {
        return resource(name + ".sql");
    }

    /** What a view is, in a sentence or two: the comment at the head of its query. */
    public static String summary(String name) {
        return text(name)
                .lines()
                .takeWhile(line -> line.startsWith("--"))
                .map(line -> line.substring(2).strip())
                .collect(Collectors.joining(" "));
    }

    /** Makes a view known, evaluated once or inlined where it is read. */
    static void know(SparkSession spark, String name, boolean evaluated) {
        Dataset<Row> rows = spark.sql(text(name));
        (evaluated ? rows.localCheckpoint() : rows).createOrReplaceTempView(name);
    }

    static boolean isKnown(SparkSession spark, String name) {
        return spark.sessionState().catalog().getTempView(name).isDefined();
    }

    /** The views that a query names and, before each, those that it reads, but for what the session knows already. */
    private static Set<String> needed(SparkSession spark, String sql) {
        return needed(sql, NAMES.size(), name -> isKnown(spark, name));
    }

    /**
     * The views that a query names and, before each, those that it reads; a view can read those before it in the list.
     *
     * @param known those to pass over, with what they alone read
     */
    private static Set<String> needed(String sql, int first, Predicate<String> known) {
        String code = COMMENT.matcher(sql).replaceAll("");
        Set<String> needed = new LinkedHashSet<>();
        for (int i = 0; i < first; i++) {
            String name = NAMES.get(i);
            if (Objects.requireNonNull(WORDS.get(name)).matcher(code).find() && !known.test(name)) {
                needed.addAll(needed(text(name), i, known));
                needed.add(name);
            }
        }
        return needed;
    }

    /** Whether a view's query reads another view. */
    static boolean reads(String text, String view) {
        return Pattern.compile("\\b(FROM|JOIN)\\s+" + view + "\\b", Pattern.CASE_INSENSITIVE)
                .matcher(COMMENT.matcher(text).replaceAll(""))
                .find();
    }

    static String resource(String name) {
        try (InputStream in = Views.class.getResourceAsStream("/views/" + name)) {
            if (in == null) {
                throw new IllegalStateException("views/" + name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
