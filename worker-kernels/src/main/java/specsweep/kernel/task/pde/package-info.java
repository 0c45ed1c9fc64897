/**
 * Reference solvers of the study's partial differential equations, and the published numbers they are held against.
 *
 * <p>Each solver is a class of plain arguments and doubles: {@link specsweep.kernel.task.pde.HeatSolution},
 * {@link specsweep.kernel.task.pde.BurgersSolution}, {@link specsweep.kernel.task.pde.NlsSolution} and
 * {@link specsweep.kernel.task.pde.CavitySolution}. A solution never changes once it is built, may be read by many
 * threads, and has the same bits on every JVM (StrictMath, and the pure Java of Hipparchus). Each has a
 * {@code sample(points)} that takes points row by row. What a solver is held against is in the class of the same name that
 * ends in Reference: {@code checks()} solves the published cases and returns what was expected and what was got,
 * {@code convergence()} measures how fast errors fall. Tests and the command {@code reference} read the same lists.
 */
@NullMarked
package specsweep.kernel.task.pde;

import org.jspecify.annotations.NullMarked;
