package specsweep.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import specsweep.store.StrangeFiles;

/** Files among the facts that this program did not write: named, and never counted. */
class StrangeFilesTest {
    @TempDir
    Path folder;

    @Test
    void anotherProgramsParquetAmongTheFactsIsNamedAndNotCounted() throws IOException {
        Path out = folder.resolve("out");
        SparkSession spark = TestSession.views(out, Fact.of("scratch", 1), Fact.of("structured", 1));
        Path facts = onlyFile(out);
        assertThat(StrangeFiles.in(out.toString(), new Configuration())).isEmpty();

        Path other = folder.resolve("other");
        spark.range(7)
                .selectExpr("id AS seed", "'done' AS status")
                .coalesce(1)
                .write()
                .parquet(other.toString());
        Path among = Files.copy(onlyFile(other), facts.resolveSibling("part-00000-other.parquet"));
        Path above = Files.copy(facts, out.resolve("copy.parquet"));
        Path between = Files.copy(facts, facts.resolve("../../copy.parquet").normalize());
        Files.writeString(out.resolve("_hidden.parquet"), "not looked at");
        Files.writeString(out.resolve("README"), "a note beside the sweeps is nobody's fact");

        String place = " is not a file of facts, which lie in sweep=NAME/architecture=NAME/ and end in .parquet";
        assertThat(StrangeFiles.in(out.toString(), new Configuration()))
                .containsExactlyInAnyOrder(
                        "file:" + above + place,
                        "file:" + between + place,
                        "file:" + among
                                + " is not a file of facts: it has no schema_version, no tuple_id, no condition");

        Files.delete(between); // Spark reads no folder that has files beside folders
        Views.open(spark, out.toString());
        assertThat(spark.table(Views.FACTS).count()).isEqualTo(2);
    }

    @Test
    void anOutputThatIsNotThereHasNoStrangeFiles() throws IOException {
        assertThat(StrangeFiles.in(folder.resolve("none").toString(), new Configuration()))
                .isEmpty();
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
