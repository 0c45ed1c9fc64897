package specsweep.doctor;

import java.util.List;

/** Everything that is looked at, in the order in which it is told. */
public final class Doctor {
    /** What can be seen from inside any process that trains: the driver on one machine, each executor on a cluster. */
    private static final List<Check> OF_A_PROCESS =
            List.of(new JavaRuntime(), new NativeLibraries(), new BlasKernels(), new Memory());

    private static final List<Check> OF_THE_DRIVER = List.of(new OutputFolder(), new LocalFolders());

    private Doctor() {}

    /** Looks at this process and at what it writes to. */
    public static List<Finding> examine(Surroundings surroundings) {
        return java.util.stream.Stream.concat(OF_A_PROCESS.stream(), OF_THE_DRIVER.stream())
                .flatMap(check -> check.look(surroundings).stream())
                .toList();
    }

    /** Looks at this process alone. */
    static List<Finding> examineProcess(Surroundings surroundings) {
        return OF_A_PROCESS.stream()
                .flatMap(check -> check.look(surroundings).stream())
                .toList();
    }
}
