package specsweep.query;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.CurrentNamespace$;
import org.apache.spark.sql.catalyst.analysis.ExpressionWithUnresolvedIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry$;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistryBase;
import org.apache.spark.sql.catalyst.analysis.TableFunctionRegistry$;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunctionName;
import org.apache.spark.sql.catalyst.analysis.UnresolvedGenerator;
import org.apache.spark.sql.catalyst.analysis.UnresolvedHaving;
import org.apache.spark.sql.catalyst.analysis.UnresolvedInlineTable;
import org.apache.spark.sql.catalyst.analysis.UnresolvedQualify;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedSubqueryColumnAliases;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTVFAliases;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableOrView;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.PipeOperator;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.*;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.sql.execution.command.DescribeQueryCommand;
import org.apache.spark.sql.execution.command.ExplainCommand;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What a user's query may do: read the views and the facts, and nothing else. It writes no file, reads no other, changes no
 * setting and runs no code.
 *
 * <p>The rules are lists of what is allowed, held against what Spark's own parser made of the text, so that what a later
 * Spark can do is refused until it is written here. What is parsed is looked through whole: each part of each node, whichever
 * clause it stands in. After Spark has found out what the names mean, {@link #checkFound} looks once more.
 */
public final class QueryRules {
    static final String ALLOWED =
            "A query reads the views and the facts: SELECT (with WITH, VALUES, TABLE and FROM), EXPLAIN,"
                    + " DESCRIBE a view, SHOW VIEWS, TABLES, COLUMNS or FUNCTIONS";

    /** Parts of a query, and the statements that only tell about views. */
    private static final Set<Class<?>> PLANS = Set.of(
            Aggregate.class,
            Distinct.class,
            Except.class,
            Filter.class,
            Generate.class,
            GlobalLimit.class,
            Intersect.class,
            Join.class,
            LateralJoin.class,
            LocalLimit.class,
            LocalRelation.class,
            Offset.class,
            OneRowRelation.class,
            PipeOperator.class,
            Pivot.class,
            Project.class,
            RepartitionByExpression.class,
            Sample.class,
            Sort.class,
            SubqueryAlias.class,
            Union.class,
            Unpivot.class,
            UnresolvedHaving.class,
            UnresolvedHint.class,
            UnresolvedInlineTable.class,
            UnresolvedQualify.class,
            UnresolvedRelation.class,
            UnresolvedSubqueryColumnAliases.class,
            UnresolvedTVFAliases.class,
            UnresolvedTableValuedFunction.class,
            UnresolvedWith.class,
            WithWindowDefinition.class,
            ExplainCommand.class,
            DescribeQueryCommand.class,
            DescribeRelation.class,
            DescribeColumn.class,
            DescribeFunction.class,
            ShowColumns.class,
            ShowFunctions.class,
            ShowTables.class,
            ShowViews.class,
            CurrentNamespace$.class,
            UnresolvedFunctionName.class,
            UnresolvedTableOrView.class);

    /** Spark's own groups of functions of which each reckons with its arguments alone. */
    private static final Set<String> FUNCTION_GROUPS = Set.of(
            "agg_funcs",
            "array_funcs",
            "bitwise_funcs",
            "collection_funcs",
            "conditional_funcs",
            "conversion_funcs",
            "csv_funcs",
            "datetime_funcs",
            "generator_funcs",
            "hash_funcs",
            "json_funcs",
            "lambda_funcs",
            "map_funcs",
            "math_funcs",
            "predicate_funcs",
            "sketch_funcs",
            "string_funcs",
            "struct_funcs",
            "url_funcs",
            "variant_funcs",
            "vector_funcs",
            "window_funcs");

    /** Of the other groups, which hold functions that call Java, read schemas from files and tell about the machine. */
    private static final Set<String> MORE_FUNCTIONS =
            Set.of("range", "typeof", "input_file_name", "assert_true", "raise_error", "monotonically_increasing_id");

    private static final Set<String> FUNCTIONS = functions()
            .filter(QueryRules::isAllowed)
            .map(ExpressionInfo::getName)
            .collect(Collectors.toUnmodifiableSet());

    /** What refused functions become. */
    private static final Set<String> REFUSED_CLASSES = refusedClasses();

    /** What can be at the end of a plan, but for files. */
    private static final Set<Class<?>> SOURCES = Set.of(
            CTERelationRef.class,
            LocalRelation.class,
            LogicalRDD.class,
            OneRowRelation.class,
            Range.class,
            UnionLoopRef.class);

    private QueryRules() {}

    /** Makes Spark itself do less: put no variables of this machine into a query, and take no path for a table. */
    static void apply(SparkSession spark) {
        spark.conf().set("spark.sql.variable.substitute", "false");
        spark.conf().set("spark.sql.runSQLOnFiles", "false");
    }

    /**
     * Runs a query that the rules allow.
     *
     * @throws RefusedQueryException if they do not; nothing has been done then
     */
    public static Dataset<Row> ask(SparkSession spark, String sql) {
        Dataset<Row> rows = spark.sql(sql);
        LogicalPlan found = rows.queryExecution().analyzed();
        if (!(found instanceof Command)) { // of which none does more than it says
            checkFound(spark, found);
        }
        return rows;
    }

    /**
     * Looks through what a query says, before anything is done about it.
     *
     * @throws RefusedQueryException if it may not be run
     * @throws ParseException if it is not SQL
     */
    public static void check(SparkSession spark, String sql) throws ParseException {
        everyNode(spark.sessionState().sqlParser().parsePlan(sql), QueryRules::checkSaid);
    }

    private static void checkSaid(TreeNode<?> node) {
        if (node instanceof LogicalPlan && !PLANS.contains(node.getClass())) {
            throw new RefusedQueryException(words(node) + " is refused", node.origin());
        } else if (node instanceof UnresolvedRelation relation) {
            checkName(CollectionConverters.asJava(relation.multipartIdentifier()), node);
            if (!relation.options().isEmpty() || relation.isStreaming()) {
                throw new RefusedQueryException("a relation with options is refused", node.origin());
            }
        } else if (node instanceof UnresolvedTableOrView relation) {
            checkName(CollectionConverters.asJava(relation.multipartIdentifier()), node);
        } else if (node instanceof UnresolvedFunction function) {
            checkFunction(CollectionConverters.asJava(function.nameParts()), node);
        } else if (node instanceof UnresolvedTableValuedFunction function) {
            checkFunction(CollectionConverters.asJava(function.name()), node);
        } else if (node instanceof UnresolvedGenerator generator) {
            checkFunction(CollectionConverters.asJava(generator.name().nameParts()), node);
        } else if (node instanceof ExpressionWithUnresolvedIdentifier) {
            throw new RefusedQueryException("IDENTIFIER is refused", node.origin());
        }
    }

    /** A name in two parts is a path, such as {@code csv.`/data`}, or a table of another catalog. */
    private static void checkName(List<String> parts, TreeNode<?> node) {
        if (parts.size() != 1) {
            throw new RefusedQueryException(
                    "the relation " + String.join(".", parts) + " is refused: a view's name is one word",
                    node.origin());
        }
    }

    private static void checkFunction(List<String> parts, TreeNode<?> node) {
        // Names in the library that do not exist are for Spark to complain about.
        boolean own = parts.size() == 2 && parts.get(0).equalsIgnoreCase(FunctionLibrary.NAME);
        boolean unknown = parts.size() == 1 && !isKnown(parts.get(0));
        if (!own
                && !unknown
                && !(parts.size() == 1 && FUNCTIONS.contains(parts.get(0).toLowerCase(Locale.ROOT)))) {
            throw new RefusedQueryException("the function " + String.join(".", parts) + " is refused", node.origin());
        }
    }

    /** Looks through what Spark has found for the names: files of this output alone, and none of the refused functions. */
    private static void checkFound(SparkSession spark, LogicalPlan found) {
        Set<Object> files = new HashSet<>();
        for (String name : List.of(Views.FACTS, Views.MEASUREMENTS, Views.KEPT)) {
            if (Views.isKnown(spark, name)) {
                everyNode(spark.table(name).queryExecution().analyzed(), node -> {
                    if (node instanceof LogicalRelation relation) {
                        files.add(relation.relation());
                    }
                });
            }
        }
        everyNode(found, node -> {
            boolean source = node instanceof LogicalPlan plan && plan.children().isEmpty();
            boolean ours = node instanceof LogicalRelation relation
                    ? files.contains(relation.relation())
                    : SOURCES.contains(node.getClass());
            if ((source && !ours) || REFUSED_CLASSES.contains(node.getClass().getName())) {
                throw new RefusedQueryException(words(node) + " is refused", node.origin());
            }
        });
    }

    /** Every node of a tree, in whatever part of another node it is kept. */
    private static void everyNode(Object part, Consumer<TreeNode<?>> each) {
        if (part instanceof TreeNode<?> node) {
            each.accept(node);
        }
        if (part instanceof scala.collection.Iterable<?> parts) {
            CollectionConverters.asJava(parts).forEach(inner -> everyNode(inner, each));
        } else if (part instanceof scala.Product parts
                && (part instanceof TreeNode<?> || part instanceof scala.Option<?> || isTuple(part))) {
            CollectionConverters.asJava(parts.productIterator()).forEachRemaining(inner -> everyNode(inner, each));
        }
    }

    private static boolean isTuple(Object part) {
        return part.getClass().getName().startsWith("scala.Tuple");
    }

    private static Stream<ExpressionInfo> functions() {
        return Stream.of(FunctionRegistry$.MODULE$.builtin(), TableFunctionRegistry$.MODULE$.builtin())
                .flatMap(registry -> functions((FunctionRegistryBase<?>) registry));
    }

    private static Stream<ExpressionInfo> functions(FunctionRegistryBase<?> registry) {
        return CollectionConverters.asJava(registry.listFunction()).stream()
                .map(name -> registry.lookupFunction(name).get());
    }

    private static boolean isAllowed(ExpressionInfo function) {
        return FUNCTION_GROUPS.contains(function.getGroup()) || MORE_FUNCTIONS.contains(function.getName());
    }

    private static boolean isKnown(String name) {
        FunctionIdentifier identifier = new FunctionIdentifier(name);
        return FunctionRegistry$.MODULE$.builtin().functionExists(identifier)
                || TableFunctionRegistry$.MODULE$.builtin().functionExists(identifier);
    }

    private static Set<String> refusedClasses() {
        Set<String> classes = functions()
                .filter(function -> !isAllowed(function))
                .map(ExpressionInfo::getClassName)
                .collect(Collectors.toSet());
        functions()
                .filter(QueryRules::isAllowed)
                .map(ExpressionInfo::getClassName)
                .forEach(classes::remove);
        return Set.copyOf(classes);
    }

    /** A class's name in the words of SQL, about: {@code InsertIntoDir} is INSERT INTO DIR. */
    private static String words(TreeNode<?> node) {
        return node.nodeName()
                .replaceAll("^(Unresolved|PlanWithUnresolved)|(Command|Statement)?\\$?$", "")
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ")
                .toUpperCase(Locale.ROOT);
    }
}
