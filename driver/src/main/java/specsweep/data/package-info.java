/**
 * The user's data files: columns of numbers out of CSV or Parquet, on the local disk, on any Hadoop file system, or packaged
 * with the program. What a column means is not decided here.
 */
@NullMarked
package specsweep.data;

import org.jspecify.annotations.NullMarked;
