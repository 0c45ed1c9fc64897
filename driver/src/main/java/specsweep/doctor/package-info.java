/**
 * What would hurt before it does: looks at the Java runtime, the native libraries, memory, disks and executors, and says what
 * to do. To add a look, write one class and register it in {@link specsweep.doctor.Doctor}.
 */
@NullMarked
package specsweep.doctor;

import org.jspecify.annotations.NullMarked;
