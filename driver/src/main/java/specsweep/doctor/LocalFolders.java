package specsweep.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The folders in which Spark puts what does not fit into memory. */
final class LocalFolders implements Check {
    private static final String SUBJECT = "Spark's local folder";
    private static final String SETTING =
            "set spark.local.dir (or SPARK_LOCAL_DIRS on a cluster) to a folder on a disk";

    @Override
    public List<Finding> look(Surroundings surroundings) {
        List<Finding> findings = new ArrayList<>();
        for (String folder : surroundings.localFolders()) {
            findings.add(look(Path.of(folder)));
        }
        return findings;
    }

    private static Finding look(Path folder) {
        Path place = folder.toAbsolutePath();
        while (!Files.exists(place) && place.getParent() != null) {
            place = place.getParent();
        }
        try {
            Files.delete(Files.createTempFile(place, "specsweep-doctor", ""));
            if (Files.getFileStore(place).type().equals("tmpfs")) {
                return Finding.warn(
                        SUBJECT,
                        folder + " is kept in memory (tmpfs): what does not fit goes where it came from",
                        SETTING);
            }
            return OutputFolder.room(SUBJECT, Files.getFileStore(place).getUsableSpace(), folder.toString());
        } catch (IOException e) {
            return Finding.fail(SUBJECT, folder + " cannot be written: " + e, SETTING);
        }
    }
}
