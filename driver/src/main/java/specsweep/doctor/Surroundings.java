package specsweep.doctor;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/**
 * What cannot be seen from inside a process, or would be set differently in a test.
 *
 * @param out where results go
 * @param files how to reach file systems
 * @param localFolders where Spark puts what does not fit into memory
 * @param slots how many tasks run at once in this process; 0 where it runs none
 * @param environment the process's environment variables
 * @param processorFlags the processor's instruction sets as Linux names them; empty where it does not tell
 */
public record Surroundings(
        String out,
        Configuration files,
        List<String> localFolders,
        int slots,
        Map<String, String> environment,
        Set<String> processorFlags) {
    public Surroundings {
        localFolders = List.copyOf(localFolders);
        environment = Map.copyOf(environment);
        processorFlags = Set.copyOf(processorFlags);
    }
}
