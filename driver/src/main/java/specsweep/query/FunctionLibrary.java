package specsweep.query;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.analysis.NoSuchFunctionException;
import org.apache.spark.sql.catalyst.analysis.NoSuchNamespaceException;
import org.apache.spark.sql.connector.catalog.FunctionCatalog;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The SQL functions of the views, as the Spark catalog {@code specsweep}: {@code specsweep.curve_at(train_mse, 100)}.
 *
 * <p>To add a function, write one subclass of {@link ViewFunction}, add it to {@link #all()}, and write its macro into
 * {@code functions.duckdb.sql}.
 */
public final class FunctionLibrary implements FunctionCatalog {
    /** The name of the catalog, and of the schema in DuckDB. */
    public static final String NAME = "specsweep";

    private static final Map<String, ViewFunction<?>> BY_NAME =
            all().stream().collect(Collectors.toUnmodifiableMap(ViewFunction::name, Function.identity()));

    /** Spark makes one by itself when the first function is looked up. */
    public FunctionLibrary() {}

    /** Every function, in the order of {@code functions.duckdb.sql}. */
    public static List<ViewFunction<?>> all() {
        return List.of(
                new CurveFunctions.Clamp(),
                new CurveFunctions.LastStep(),
                new CurveFunctions.Positions(),
                new CurveFunctions.CurveAt(),
                new CurveFunctions.StepAt(),
                new CurveFunctions.CurveAtSteps(),
                new CurveFunctions.HeldOutAt(),
                new CurveFunctions.FirstStepAtOrBelow(),
                new CurveFunctions.MeanLogUntil(),
                new MeanLogCurve(),
                new BootstrapInterval(),
                new RankCorrelation(),
                new StudentT(),
                new TextFunctions.Shortest(),
                new TextFunctions.ThreeDigits(),
                new TextFunctions.Bracketed(),
                new TextFunctions.Factor());
    }

    @Override
    public void initialize(String name, CaseInsensitiveStringMap options) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Identifier[] listFunctions(String[] namespace) throws NoSuchNamespaceException {
        if (namespace.length > 0) {
            throw new NoSuchNamespaceException(namespace);
        }
        return all().stream()
                .map(function -> Identifier.of(namespace, function.name()))
                .toArray(Identifier[]::new);
    }

    @Override
    public UnboundFunction loadFunction(Identifier identifier) throws NoSuchFunctionException {
        ViewFunction<?> function = BY_NAME.get(identifier.name());
        if (function == null || identifier.namespace().length > 0) {
            throw new NoSuchFunctionException(identifier);
        }
        return function;
    }
}
