package specsweep.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Reads Parquet files of one schema, one after the other. Mistakes in it have no line, so that messages name the row. */
final class ParquetColumns {
    private static final int MOST_MISTAKES = 100;

    private final List<String> wanted;
    private final Configuration configuration;
    private final Mistakes mistakes;
    private final Growing rows;
    private int found;

    private ParquetColumns(List<String> wanted, Configuration configuration, Mistakes mistakes) {
        this.wanted = wanted;
        this.configuration = new Configuration(configuration);
        this.mistakes = mistakes;
        this.rows = new Growing(wanted.size());
    }

    static @Nullable Columns read(
            List<FileStatus> parts,
            String sha256,
            List<String> wanted,
            Configuration configuration,
            Mistakes mistakes) {
        ParquetColumns columns = new ParquetColumns(wanted, configuration, mistakes);
        for (FileStatus part : parts) {
            String inFolder = parts.size() > 1 ? part.getPath().getName() + ": " : "";
            try {
                columns.readPart(part);
            } catch (IOException | RuntimeException e) {
                String message = e.getMessage() == null ? e.toString() : e.getMessage();
                String reason = message.lines().findFirst().orElse(message).replaceFirst("^\\S*\\.parquet ", "");
                columns.note("", "", inFolder + "is not a whole Parquet file: " + reason, "copy it again");
            }
        }
        if (columns.rows.rows() == 0 && columns.found == 0) {
            columns.note("", "", "has no rows", null);
        }
        return columns.found > 0 ? null : columns.rows.columns(wanted, false, sha256);
    }

    private void readPart(FileStatus part) throws IOException {
        List<Type> types;
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromStatus(part, configuration))) {
            types = types(reader.getFileMetaData().getSchema());
            if (types.size() < wanted.size()) {
                return;
            }
            if ((reader.getRecordCount() + rows.rows()) * wanted.size() > Columns.MOST_NUMBERS) {
                note("", "", "is too long: a table has " + Growing.limit(wanted.size()), "take fewer rows");
                return;
            }
        }
        configuration.set(ReadSupport.PARQUET_READ_SCHEMA, new MessageType("table", types).toString());
        try (ParquetReader<Group> reader = ParquetReader.builder(new GroupReadSupport(), part.getPath())
                .withConf(configuration)
                .build()) {
            for (Group group = reader.read(); group != null && found < MOST_MISTAKES; group = reader.read()) {
                double[] row = new double[wanted.size()];
                for (int c = 0; c < row.length; c++) {
                    row[c] = number(group, c, types.get(c).asPrimitiveType()) + 0.0; // -0 is 0
                }
                rows.add(rows.rows() + 1, row);
            }
        }
    }

    private List<Type> types(MessageType schema) {
        List<String> names = schema.getFields().stream().map(Type::getName).toList();
        List<Type> types = new ArrayList<>();
        for (String name : wanted) {
            if (!names.contains(name)) {
                found++;
                mistakes.missing(0, name, names);
            } else if (!isNumeric(schema.getType(name))) {
                String type = schema.getType(name).toString();
                note(name, type, "must be a column of numbers", "INT, BIGINT, FLOAT, DOUBLE and DECIMAL(18) are read");
            } else {
                types.add(schema.getType(name));
            }
        }
        return types;
    }

    private static boolean isNumeric(Type type) {
        if (!type.isPrimitive() || type.isRepetition(Type.Repetition.REPEATED)) {
            return false;
        }
        PrimitiveTypeName primitive = type.asPrimitiveType().getPrimitiveTypeName();
        boolean plain = type.getLogicalTypeAnnotation() == null
                || type.getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation
                || type.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation;
        return plain
                && (primitive == PrimitiveTypeName.INT32
                        || primitive == PrimitiveTypeName.INT64
                        || primitive == PrimitiveTypeName.FLOAT
                        || primitive == PrimitiveTypeName.DOUBLE);
    }

    private double number(Group group, int c, PrimitiveType type) {
        if (group.getFieldRepetitionCount(c) == 0) {
            note(wanted.get(c), "", "has no value in row " + (rows.rows() + 1), "leave the row out");
            return Double.NaN;
        }
        double number = switch (type.getPrimitiveTypeName()) {
            case DOUBLE -> group.getDouble(c, 0);
            // 0.1f means 0.1, which a sweep file can name, and not 0.10000000149011612.
            case FLOAT -> Double.parseDouble(Float.toString(group.getFloat(c, 0)));
            case INT32 -> scaled(group.getInteger(c, 0), type);
            default -> scaled(group.getLong(c, 0), type);
        };
        if (!Double.isFinite(number)) {
            note(
                    wanted.get(c),
                    Double.toString(number),
                    "must be finite in row " + (rows.rows() + 1),
                    "leave the row out where a value is not known");
        }
        return number;
    }

    private static double scaled(long unscaled, PrimitiveType type) {
        return type.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation decimal
                ? java.math.BigDecimal.valueOf(unscaled, decimal.getScale()).doubleValue()
                : unscaled;
    }

    private void note(String column, String value, String message, @Nullable String suggestion) {
        found++;
        mistakes.add(0, column, value, message, suggestion);
    }
}
