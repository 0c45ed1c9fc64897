package specsweep.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/**
 * The schema version of an output, from the footer of one file. Since a run refuses an output of another version, the files
 * of an output agree; and the files themselves cannot be out of step with what they hold, as a file beside them could.
 */
public final class OutputVersion {
    private static final String COLUMN = "schema_version";

    /** Files that are looked at when the first ones cannot be read; finding those is the work of {@link DamagedFiles}. */
    private static final int TRIES = 5;

    private OutputVersion() {}

    /**
     * Refuses an output of another version.
     *
     * @throws OtherVersionException with what to do
     */
    public static void check(Configuration configuration, String out) {
        try {
            List<FileStatus> files = OutputRoot.of(configuration, out).facts();
            for (FileStatus file : files.subList(0, Math.min(TRIES, files.size()))) {
                if (file.getLen() == 0) {
                    continue;
                }
                try (ParquetFileReader reader =
                        ParquetFileReader.open(HadoopInputFile.fromStatus(file, configuration))) {
                    check(out, file.getPath(), reader);
                    return;
                } catch (OtherVersionException e) {
                    throw e;
                } catch (IOException | RuntimeException e) {
                    // A damaged file says nothing about the version: the next one may.
                    continue;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + out + ": " + e.getMessage(), e);
        }
    }

    private static void check(String out, Path file, ParquetFileReader reader) {
        if (!reader.getFileMetaData().getSchema().containsField(COLUMN)) {
            throw new OtherVersionException(out + " holds files that are not results of specsweep: " + file
                    + " has no column " + COLUMN + ". Name another folder with --out.");
        }
        for (BlockMetaData block : reader.getFooter().getBlocks()) {
            Optional<String> version = least(block, COLUMN);
            if (version.isPresent() && !version.get().equals(Integer.toString(FitSchema.VERSION))) {
                String writer = least(block, "code_version")
                        .map(code -> "specsweep " + code)
                        .orElse("another specsweep");
                throw new OtherVersionException(out + " holds results of schema version " + version.get()
                        + ", written by "
                        + writer + "; this is specsweep " + Provenance.version() + ", which reads and writes version "
                        + FitSchema.VERSION + ". Use that one for this output, or run into another folder with --out.");
            }
        }
    }

    private static Optional<String> least(BlockMetaData block, String column) {
        for (ColumnChunkMetaData chunk : block.getColumns()) {
            Statistics<?> statistics = chunk.getStatistics();
            if (chunk.getPath().toDotString().equals(column) && statistics != null && statistics.hasNonNullValue()) {
                return Optional.of(statistics.minAsString());
            }
        }
        return Optional.empty();
    }
}
