package specsweep.cli;

import com.sun.security.auth.module.UnixSystem;
import java.util.stream.Stream;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * Gives a name to a user whom the system knows by number only, as in a container that runs under a uid of its own: Hadoop
 * ends without one, and Java has a question mark for the user's name and home.
 */
final class UserWithoutName {
    private static final String UNKNOWN = "?";

    private UserWithoutName() {}

    /** Must come before anything asks Hadoop for a file system. Without effect where the user has a name. */
    static void giveName() {
        if (UNKNOWN.equals(System.getProperty("user.home"))) {
            System.setProperty("user.home", first(System.getenv("HOME"), System.getProperty("java.io.tmpdir")));
        }
        if (UNKNOWN.equals(System.getProperty("user.name"))) {
            String name = first(System.getenv("HADOOP_USER_NAME"), "uid-" + new UnixSystem().getUid());
            System.setProperty("user.name", name);
            // Hadoop's own variable is read too late: the login that comes before it wants the system's name.
            UserGroupInformation.setLoginUser(UserGroupInformation.createRemoteUser(name));
        }
    }

    private static String first(String... candidates) {
        return Stream.of(candidates)
                .filter(candidate -> candidate != null && !candidate.isBlank())
                .findFirst()
                .orElseThrow();
    }
}
