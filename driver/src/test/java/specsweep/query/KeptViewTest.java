package specsweep.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import specsweep.store.Compaction;
import specsweep.store.KeptRows;

/** What is kept beside the facts: the same answers, of exactly the facts that are there. */
class KeptViewTest {
    @TempDir
    Path out;

    private final SparkSession spark = TestSession.spark();
    private final Supplier<Dataset<Row>> three = () -> spark.range(3).toDF();

    private KeptRows numbers;

    @BeforeEach
    void writeFacts() {
        TestSession.write(out, Study.facts());
        numbers = new KeptRows(spark, out.toString(), "numbers", "the first three");
    }

    @Test
    void whatIsKeptAnswersLikeTheViews() throws IOException {
        Views.open(spark, out.toString());
        List<String> specificity = ask("SELECT * FROM specificity");
        List<String> recommendations = ask("SELECT * FROM recommendations");
        assertThat(isReadFromWhatIsKept()).isFalse();

        assertThat(Views.keep(spark, out.toString())).isTrue();
        assertThat(ask("SELECT * FROM specificity"))
                .as("in the session that kept it")
                .isEqualTo(specificity);
        assertThat(isReadFromWhatIsKept()).isTrue();
        Views.open(spark, out.toString());
        assertThat(ask("SELECT * FROM specificity")).isEqualTo(specificity);
        assertThat(isReadFromWhatIsKept()).isTrue();
        assertThat(ask("SELECT * FROM recommendations"))
                .as("a view that is evaluated from what is kept")
                .isEqualTo(recommendations);

        List<Path> kept = folders("comparisons");
        assertThat(Views.keep(spark, out.toString())).isTrue();
        assertThat(folders("comparisons"))
                .as("it is not evaluated a second time")
                .isEqualTo(kept);

        TestSession.write(
                out,
                Stream.of("scratch", "structured", "random")
                        .map(condition -> Fact.of(condition, 7).with("sweep", "added"))
                        .toArray(Fact[]::new));
        Views.open(spark, out.toString());
        assertThat(ask("SELECT DISTINCT sweep FROM specificity")).containsExactly("added", "other", "study");
        assertThat(isReadFromWhatIsKept()).isFalse();
    }

    @Test
    void whatWasKeptOfOtherFactsIsNotFoundAndMakesRoom() throws IOException {
        assertThat(numbers.find()).isEmpty();
        assertThat(numbers.keep(three)).isTrue();
        assertThat(numbers.find().orElseThrow().count()).isEqualTo(3);

        TestSession.write(out, Fact.of("random", 9));
        assertThat(numbers.find()).as("after facts were added").isEmpty();

        assertThat(numbers.keep(three)).isTrue();
        assertThat(folders("numbers")).hasSize(1);
        delete(out.resolve("sweep=other"));
        assertThat(numbers.find()).as("after facts went away").isEmpty();

        assertThat(numbers.keep(three)).isTrue();
        new Compaction(spark, out.toString(), () -> {}, 1 << 20, Duration.ZERO).run();
        assertThat(numbers.find()).as("after facts were put together").isEmpty();
        assertThat(numbers.keep(three)).isTrue();
        assertThat(numbers.find()).isPresent();
    }

    @Test
    void whatWasComputedInAnotherWayIsNotFound() {
        assertThat(numbers.keep(three)).isTrue();
        assertThat(new KeptRows(spark, out.toString(), "numbers", "otherwise").find())
                .isEmpty();
    }

    @Test
    void nothingIsKeptOfFactsThatChangedMeanwhile() throws IOException {
        assertThat(numbers.keep(() -> {
                    TestSession.write(out, Fact.of("random", 9));
                    return three.get();
                }))
                .isFalse();
        assertThat(numbers.find()).isEmpty();
        assertThat(folders("numbers")).isEmpty();
    }

    @Test
    void whatWasNotWrittenWholeIsNotFound() throws IOException {
        assertThat(numbers.keep(three)).isTrue();
        Files.delete(folders("numbers").get(0).resolve("_commit.json"));
        assertThat(numbers.find()).isEmpty();
    }

    @Test
    void whereNothingCanBeWrittenNothingIsKept() throws IOException {
        Files.writeString(out.resolve("_kept"), "a file, where a folder would be made");
        assertThat(numbers.keep(three)).isFalse();
        assertThat(numbers.find()).isEmpty();
        Views.open(spark, out.toString());
        assertThat(ask("SELECT DISTINCT sweep FROM fits")).containsExactly("other", "study");
    }

    private List<String> ask(String sql) {
        Views.prepare(spark, sql);
        return spark.sql(sql).collectAsList().stream()
                .map(KeptViewTest::rounded)
                .sorted()
                .toList();
    }

    /** The order of rows, and with it the last bits of sums, depends on how they lie in files. */
    private static String rounded(Row row) {
        return IntStream.range(0, row.size())
                .mapToObj(i -> row.get(i) instanceof Double value ? "%.9g".formatted(value) : "" + row.get(i))
                .collect(Collectors.joining(", "));
    }

    private boolean isReadFromWhatIsKept() {
        return Arrays.stream(spark.table("specificity").inputFiles()).allMatch(file -> file.contains("/_kept/"));
    }

    private List<Path> folders(String name) throws IOException {
        try (Stream<Path> folders = Files.list(out.resolve("_kept").resolve(name))) {
            return folders.toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }
}
