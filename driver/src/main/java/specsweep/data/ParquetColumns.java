package specsweep.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.BadConfigurationException;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
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
                columns.noteUnreadable(inFolder, e);
            }
        }
        if (columns.rows.rows() == 0 && columns.found == 0) {
            columns.note("", "", "has no rows", null);
        }
        return columns.found > 0 ? null : columns.rows.columns(wanted, false, sha256);
    }

    private void noteUnreadable(String inFolder, Exception e) {
        // Parquet's word for a codec that is not here.
        if (ExceptionUtils.indexOfType(e, BadConfigurationException.class) >= 0) {
            note("", "", inFolder + "is compressed in a way that is not read here", "write it with ZSTD or SNAPPY");
            return;
        }
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        String reason = message.lines().findFirst().orElse(message).replaceFirst("^\\S*\\.parquet ", "");
        note("", "", inFolder + "is not a whole Parquet file: " + reason, "copy it again");
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
        List<ParquetNumber> numbers = types.stream().map(ParquetNumber::of).toList();
        try (ParquetReader<Group> reader = ParquetReader.builder(new OnlyThese(types), part.getPath())
                .withConf(configuration)
                .build()) {
            for (Group group = reader.read(); group != null && found < MOST_MISTAKES; group = reader.read()) {
                double[] row = new double[wanted.size()];
                for (int c = 0; c < row.length; c++) {
                    row[c] = number(group, c, numbers.get(c)) + 0.0; // -0 is 0
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
            } else if (names.indexOf(name) != names.lastIndexOf(name)) {
                note(name, "", "names two columns", "give each column its own name");
            } else {
                Type type = schema.getType(name);
                try {
                    ParquetNumber.of(type);
                    types.add(type);
                } catch (ParquetNumber.NotNumeric e) {
                    note(name, inOneLine(type), "must be a column of numbers", e.getMessage());
                }
            }
        }
        return types;
    }

    private static String inOneLine(Type type) {
        return type.toString().strip().replaceAll("\\s+", " ");
    }

    private double number(Group group, int c, ParquetNumber numbers) {
        if (group.getFieldRepetitionCount(c) == 0) {
            note(wanted.get(c), "", "has no value in row " + (rows.rows() + 1), "leave the row out");
            return Double.NaN;
        }
        double number = numbers.in(group, c);
        if (!Double.isFinite(number)) {
            note(
                    wanted.get(c),
                    Double.toString(number),
                    "must be finite in row " + (rows.rows() + 1),
                    "leave the row out where a value is not known");
        }
        return number;
    }

    /** Reads some of the columns. Parquet's own way to ask for them is by a text, in which a name may have no blank. */
    private static final class OnlyThese extends ReadSupport<Group> {
        private final MessageType schema;

        OnlyThese(List<Type> types) {
            schema = new MessageType("table", types);
        }

        @Override
        public ReadContext init(InitContext context) {
            return new ReadContext(schema);
        }

        @Override
        public RecordMaterializer<Group> prepareForRead(
                Configuration configuration, Map<String, String> metadata, MessageType file, ReadContext context) {
            return new GroupRecordConverter(context.getRequestedSchema());
        }
    }

    private void note(String column, String value, String message, @Nullable String suggestion) {
        found++;
        mistakes.add(0, column, value, message, suggestion);
    }
}
