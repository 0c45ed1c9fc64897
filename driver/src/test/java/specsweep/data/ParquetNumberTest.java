package specsweep.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type that a Parquet column can have, written by two other programs: read as what it means, or refused. */
class ParquetNumberTest {
    private static final String NUMBERS =
            "integers, unsigned ones too, decimals and floats of 16, 32 and 64 bits are read";
    private static final String TIME =
            "write the time as a number, from a start and in a unit of your own: days since the first, for example";
    private static final String ONE = "write one number a row, each in a column of its own";

    @TempDir
    Path folder;

    private static Arguments read(String type, String values, double... expected) {
        return Arguments.of(type, values, expected);
    }

    static Stream<Arguments> numbersOfDuckDb() {
        return Stream.of(
                read("UTINYINT", "0, 255", 0, 255),
                read("USMALLINT", "0, 65535", 0, 65535),
                read("UINTEGER", "0, 2147483648, 4294967295", 0, 2147483648.0, 4294967295.0),
                read("UBIGINT", "9223372036854775808, 18446744073709551615", 0x1p63, 0x1p64),
                read("TINYINT", "-128, 127", -128, 127),
                read("SMALLINT", "-32768, 32767", -32768, 32767),
                read("INTEGER", "-2147483648, 2147483647", -2147483648.0, 2147483647),
                read("BIGINT", "-9223372036854775808, 9007199254740993", -0x1p63, 9007199254740992.0),
                read("FLOAT", "0.1, -3.4e38", 0.1, -3.4e38),
                read("DOUBLE", "0.1, 1e-300", 0.1, 1e-300),
                read("DECIMAL(4, 2)", "-12.34, 99.99", -12.34, 99.99),
                read("DECIMAL(9, 9)", "0.123456789", 0.123456789),
                read("DECIMAL(18, 3)", "-123456789012345.678", -123456789012345.678),
                read(
                        "DECIMAL(38, 10)",
                        "1234567890123456789012345678.0123456789, -0.5",
                        1234567890123456789012345678.0,
                        -0.5));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("numbersOfDuckDb")
    void whatDuckDbWritesAsANumberIsThatNumber(String type, String values, double... expected) throws SQLException {
        for (String how : List.of("", "PARQUET_VERSION v2", "COMPRESSION zstd", "DICTIONARY_SIZE_LIMIT 1")) {
            Path file = duckDb(type, values, how);
            assertThat(column(file, "u")).as(how).containsExactly(expected);
        }
    }

    static Stream<Arguments> noNumbersOfDuckDb() {
        return Stream.of(
                Arguments.of("BOOLEAN", "true", "optional boolean u", "write 0 and 1"),
                Arguments.of("DATE", "'2026-12-01'", "optional int32 u (DATE)", TIME),
                Arguments.of("TIME", "'12:00:00'", "optional int64 u (TIME(MICROS,false))", TIME),
                Arguments.of("TIMESTAMP_MS", "'2026-12-01'", "optional int64 u (TIMESTAMP(MILLIS,false))", TIME),
                Arguments.of("TIMESTAMP", "'2026-12-01'", "optional int64 u (TIMESTAMP(MICROS,false))", TIME),
                Arguments.of("TIMESTAMP_NS", "'2026-12-01'", "optional int64 u (TIMESTAMP(NANOS,false))", TIME),
                Arguments.of("TIMESTAMPTZ", "'2026-12-01'", "optional int64 u (TIMESTAMP(MICROS,true))", TIME),
                Arguments.of("INTERVAL", "'1 day'", "optional fixed_len_byte_array(12) u (INTERVAL)", NUMBERS),
                Arguments.of("VARCHAR", "'1'", "optional binary u (STRING)", NUMBERS),
                Arguments.of("BLOB", "'1'", "optional binary u", NUMBERS),
                Arguments.of("UUID", "uuid()", "optional fixed_len_byte_array(16) u (UUID)", NUMBERS),
                Arguments.of(
                        "DOUBLE[]",
                        "[1.0]",
                        "optional group u (LIST) { repeated group list { optional double element; } }",
                        ONE),
                Arguments.of("STRUCT(v DOUBLE)", "{'v': 1.0}", "optional group u { optional double v; }", ONE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noNumbersOfDuckDb")
    void whatIsNoNumberIsRefusedWithWhatWouldBeRight(String type, String value, String written, String right)
            throws SQLException {
        Path file = duckDb(type, value, "");
        assertThat(mistakes(file, "u"))
                .containsExactly("u: must be a column of numbers, was " + written + "; " + right);
    }

    static Stream<Arguments> numbersOfParquet() {
        return Stream.of(
                parquet("int32 u (INTEGER(8,false))", List.of(200), (group, v) -> group.add("u", (int) v), 200),
                parquet("int32 u (INTEGER(16,false))", List.of(65535), (group, v) -> group.add("u", (int) v), 65535),
                parquet(
                        "int32 u (INTEGER(32,false))",
                        List.of(-1),
                        (group, v) -> group.add("u", (int) v),
                        4294967295.0),
                parquet("int64 u (INTEGER(64,false))", List.of(-1L), (group, v) -> group.add("u", (long) v), 0x1p64),
                parquet(
                        "int64 u (INTEGER(64,false))",
                        List.of(1L << 63 | 1024, 1L << 63 | 1025),
                        (group, v) -> group.add("u", (long) v),
                        0x1p63,
                        0x1p63 + 2048),
                parquet("int32 u (DECIMAL(5,2))", List.of(-12345), (group, v) -> group.add("u", (int) v), -123.45),
                parquet("int64 u (DECIMAL(18,18))", List.of(1L), (group, v) -> group.add("u", (long) v), 1e-18),
                parquet(
                        "binary u (DECIMAL(60,5))",
                        List.of("-1", "123456789012345678901234567890123456789012345678901234567890"),
                        (group, v) -> group.add("u", unscaled(v, 0)),
                        -1e-5,
                        1234567890123456789012345678901234567890123456789012345.6789),
                parquet(
                        "fixed_len_byte_array(9) u (DECIMAL(20,4))",
                        List.of("-99999999999999999999"),
                        (group, v) -> group.add("u", unscaled(v, 9)),
                        -9999999999999999.9999),
                parquet(
                        "fixed_len_byte_array(2) u (FLOAT16)",
                        List.of(0x2e66, 0xae66, 0x3c00, 0x3bff, 0x3c01, 0x7bff, 0x0001, 0x0400, 0x8000, 0x3555),
                        (group, v) -> group.add("u", half((int) v)),
                        0.1,
                        -0.1,
                        1,
                        0.9995,
                        1.001,
                        65504,
                        6e-8,
                        6.104e-5,
                        0.0,
                        0.3333));
    }

    private static Arguments parquet(String column, List<?> values, BiConsumer<Group, Object> add, double... expected) {
        return Arguments.of(column, values, add, expected);
    }

    private static Binary unscaled(Object value, int bytes) {
        byte[] least = new BigDecimal((String) value).toBigIntegerExact().toByteArray();
        byte[] padded = new byte[Math.max(bytes, least.length)];
        java.util.Arrays.fill(padded, (byte) (least[0] < 0 ? -1 : 0));
        System.arraycopy(least, 0, padded, padded.length - least.length, least.length);
        return Binary.fromConstantByteArray(padded);
    }

    private static Binary half(int bits) {
        return Binary.fromConstantByteArray(new byte[] {(byte) bits, (byte) (bits >> 8)});
    }

    @ParameterizedTest(name = "{0} {3}")
    @MethodSource("numbersOfParquet")
    void whatParquetsOwnWriterWritesAsANumberIsThatNumber(
            String column, List<?> values, BiConsumer<Group, Object> add, double... expected) throws IOException {
        for (boolean dictionary : List.of(true, false)) {
            Path file = folder.resolve("dictionary-" + dictionary + ".parquet");
            write(file, "required " + column, dictionary, values, add);
            assertThat(column(file, "u")).as("dictionary " + dictionary).containsExactly(expected);
        }
    }

    @Test
    void everyHalfFloatIsReadAsTheShortestDecimalThatIsNearestToIt() throws IOException {
        List<Integer> finite = IntStream.range(0, 0x7c00).boxed().toList();
        Path file = folder.resolve("halves.parquet");
        write(
                file,
                "required fixed_len_byte_array(2) u (FLOAT16)",
                false,
                finite,
                (group, bits) -> group.add("u", half((int) bits)));
        double[] read = column(file, "u");
        for (int bits : finite) {
            double below = bits == 0 ? -exact(1) : exact(bits - 1);
            double above = bits == 0x7bff ? 65536 : exact(bits + 1);
            assertThat(read[bits])
                    .as("half float %x", bits)
                    .isStrictlyBetween((below + exact(bits)) / 2, (above + exact(bits)) / 2);
            assertThat(new BigDecimal(Double.toString(read[bits]))
                            .stripTrailingZeros()
                            .precision())
                    .isLessThanOrEqualTo(5);
        }
    }

    /** A half float, by its definition. */
    private static double exact(int bits) {
        int exponent = bits >> 10;
        double fraction = (bits & 0x3ff) / 1024.0;
        return exponent == 0 ? fraction * Math.pow(2, -14) : (1 + fraction) * Math.pow(2, exponent - 15);
    }

    @Test
    void valuesThatAreNoNumbersAndNoValuesAreNamedWithTheirRows() throws IOException, SQLException {
        Path file = folder.resolve("halves.parquet");
        write(
                file,
                "optional fixed_len_byte_array(2) u (FLOAT16)",
                false,
                List.of(0x3c00, 0x7c00, 0xfc00, 0x7e00, -1),
                (group, bits) -> {
                    if (!bits.equals(-1)) {
                        group.add("u", half((int) bits));
                    }
                });
        assertThat(mistakes(file, "u"))
                .containsExactly(
                        "u: must be finite in row 2, was Infinity; leave the row out where a value is not known",
                        "u: must be finite in row 3, was -Infinity; leave the row out where a value is not known",
                        "u: must be finite in row 4, was NaN; leave the row out where a value is not known",
                        "u: has no value in row 5; leave the row out");
    }

    @Test
    void theOldFormOfATimestampAndARepeatedNumberAreRefused() throws IOException {
        Path file = folder.resolve("old.parquet");
        write(
                file,
                "required int96 u",
                false,
                List.of(1),
                (group, v) -> group.add("u", Binary.fromConstantByteArray(new byte[12])));
        assertThat(mistakes(file, "u"))
                .containsExactly("u: must be a column of numbers, was required int96 u; " + TIME);
        write(file, "repeated double u", false, List.of(1.0), (group, v) -> group.add("u", (double) v));
        assertThat(mistakes(file, "u"))
                .containsExactly("u: must be a column of numbers, was repeated double u; " + ONE);
    }

    @Test
    void aColumnsNameMayHaveBlanksBracketsAndDots() throws SQLException {
        Path file = folder.resolve("named.parquet");
        execute("COPY (SELECT 1.5::DOUBLE AS \"u (m/s)\", 2 AS \"a.b\", 3 AS \"größe\") TO '" + file + "'");
        assertThat(column(file, "u (m/s)")).containsExactly(1.5);
        assertThat(column(file, "a.b")).containsExactly(2);
        assertThat(column(file, "größe")).containsExactly(3);
    }

    @Test
    void aCompressionThatIsNotReadIsSaidToBeOne() throws SQLException {
        Path file = duckDb("DOUBLE", "1.0", "COMPRESSION brotli");
        assertThat(mistakes(file, "u"))
                .containsExactly(": is compressed in a way that is not read here; write it with ZSTD or SNAPPY");
    }

    private void write(Path file, String column, boolean dictionary, List<?> values, BiConsumer<Group, Object> add)
            throws IOException {
        MessageType schema = MessageTypeParser.parseMessageType("message m { " + column + "; }");
        java.nio.file.Files.deleteIfExists(file);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
                .withType(schema)
                .withDictionaryEncoding(dictionary)
                .build()) {
            SimpleGroupFactory groups = new SimpleGroupFactory(schema);
            for (Object value : values) {
                Group group = groups.newGroup();
                add.accept(group, value);
                writer.write(group);
            }
        }
    }

    private Path duckDb(String type, String values, String how) throws SQLException {
        Path file = folder.resolve("duckdb.parquet");
        execute("COPY (SELECT CAST(unnest([" + values + "]) AS " + type + ") AS u) TO '" + file + "' (FORMAT parquet"
                + (how.isEmpty() ? "" : ", " + how) + ")");
        return file;
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static double[] column(Path file, String name) {
        Noted noted = new Noted();
        Columns columns =
                DataFile.beside("", file.toString(), Configuration::new).read(List.of(name), noted);
        assertThat(noted.all).isEmpty();
        return Objects.requireNonNull(columns).numbers()[0];
    }

    private static List<String> mistakes(Path file, String name) {
        Noted noted = new Noted();
        assertThat(DataFile.beside("", file.toString(), Configuration::new).read(List.of(name), noted))
                .isNull();
        return noted.all;
    }

    private static final class Noted implements Mistakes {
        private final List<String> all = new ArrayList<>();

        @Override
        public void add(int line, String column, String value, String message, @Nullable String suggestion) {
            all.add(column + ": " + message + (value.isEmpty() ? "" : ", was " + value)
                    + (suggestion == null ? "" : "; " + suggestion));
        }

        @Override
        public void missing(int line, String column, List<String> columns) {
            all.add(column + " is missing from " + columns);
        }
    }
}
