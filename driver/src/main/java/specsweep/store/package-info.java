/**
 * The Parquet contract: the only schema of the facts, one row a fit, and the only mapping from fits to rows. The columns
 * are described in {@code parquet-out/README.md}.
 */
@NullMarked
package specsweep.store;

import org.jspecify.annotations.NullMarked;
