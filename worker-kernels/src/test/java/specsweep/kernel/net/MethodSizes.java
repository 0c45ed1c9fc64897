package specsweep.kernel.net;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/** How much code methods have, which decides what HotSpot puts into their callers; {@link VectorProducts} says why it matters. */
final class MethodSizes {
    /** HotSpot's FreqInlineSize, in bytes: it puts no longer method into another. */
    static final int INLINED = 325;

    private static final Pattern HEADER = Pattern.compile("  \\S.*?(\\w+|\\{)[(}].*;");
    private static final Pattern INSTRUCTION = Pattern.compile("\\s+(\\d+): [a-z].*");

    private MethodSizes() {}

    /** The size in bytes of each of a class's methods, but for its constructors and those named. */
    static Map<String, Integer> of(Class<?> type, String... without) {
        StringWriter code = new StringWriter();
        ToolProvider.findFirst("javap")
                .orElseThrow()
                .run(
                        new PrintWriter(code),
                        new PrintWriter(code),
                        "-c",
                        "-p",
                        "-cp",
                        System.getProperty("java.class.path"),
                        type.getName());
        Map<String, Integer> sizes = new TreeMap<>();
        String method = "";
        for (String line : code.toString().split("\n")) {
            Matcher header = HEADER.matcher(line);
            Matcher instruction = INSTRUCTION.matcher(line);
            if (header.matches()) {
                method = header.group(1);
            } else if (instruction.matches()) {
                sizes.put(method, Integer.parseInt(instruction.group(1)) + 1);
            }
        }
        sizes.keySet().removeAll(Arrays.asList(without));
        sizes.keySet().removeAll(Arrays.asList("{", type.getSimpleName()));
        return sizes;
    }
}
