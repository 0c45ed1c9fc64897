/**
 * Reference solvers of the study's partial differential equations, and the published numbers they are held against.
 *
 * <p>Each solver is a class of plain arguments and doubles: {@link specsweep.kernel.task.pde.HeatSolution},
 * {@link specsweep.kernel.task.pde.BurgersSolution}, {@link specsweep.kernel.task.pde.NlsSolution} and
 * {@link specsweep.kernel.task.pde.CavitySolution}. A solution never changes once it is built, may be read by many
 * threads, and has the same bits on every JVM (StrictMath, and the pure Java of Hipparchus). Each has a
 * {@code sample(points)} that takes points row by row and a {@code referenceChecks()} that solves the published cases
 * and returns what was expected and what was got.
 */
@NullMarked
package specsweep.kernel.task.pde;

import org.jspecify.annotations.NullMarked;
