package specsweep.doctor;

import java.util.List;

/** A look at one thing. Changes nothing, and finds trouble instead of throwing it. */
interface Check {
    List<Finding> look(Surroundings surroundings);
}
