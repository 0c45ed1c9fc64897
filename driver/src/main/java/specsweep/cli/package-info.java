/** The command line: one file a command, and what they share about sessions, terminals and exit codes. */
@NullMarked
package specsweep.cli;

import org.jspecify.annotations.NullMarked;
