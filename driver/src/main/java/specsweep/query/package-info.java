/**
 * From facts to metrics: the SQL views of {@code parquet-out/views}, the functions that they call, and the tables that are
 * printed. The text of a view is the same for Spark SQL and for DuckDB; what the two spell differently is a function in the
 * namespace {@code specsweep}, in Java for Spark ({@link specsweep.query.FunctionLibrary}) and as a macro for DuckDB
 * ({@code functions.duckdb.sql}).
 */
@NullMarked
package specsweep.query;

import org.jspecify.annotations.NullMarked;
