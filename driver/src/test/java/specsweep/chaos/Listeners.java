package specsweep.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Where a process listens, by the kernel's own tables (Linux): its open sockets among those that listen. */
final class Listeners {
    /** The state of a socket that listens. */
    private static final String LISTENS = "0A";

    private final Set<InetSocketAddress> seen = new LinkedHashSet<>();

    /** Remembers where that process listens now; nothing more, once it ends. */
    void look(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        try {
            Set<String> sockets = sockets(process.resolve("fd"));
            for (String table : List.of("tcp", "tcp6")) {
                for (String line : Files.readAllLines(process.resolve("net").resolve(table))) {
                    String[] columns = line.strip().split("\\s+");
                    if (columns[3].equals(LISTENS) && sockets.contains("socket:[" + columns[9] + "]")) {
                        seen.add(address(columns[1]));
                    }
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // It is ending, and its tables are gone; whoever could never look has seen nothing.
        }
    }

    /** Every address and port at which it was seen to listen. */
    Set<InetSocketAddress> seen() {
        return seen;
    }

    /** Whether this machine alone reaches it. */
    static boolean isLoopback(InetSocketAddress listener) {
        return listener.getAddress().isLoopbackAddress();
    }

    private static Set<String> sockets(Path descriptors) throws IOException {
        Set<String> sockets = new HashSet<>();
        try (Stream<Path> all = Files.list(descriptors)) {
            for (Path descriptor : (Iterable<Path>) all::iterator) {
                try {
                    sockets.add(Files.readSymbolicLink(descriptor).toString());
                } catch (IOException e) {
                    // Closed since it was listed.
                    continue;
                }
            }
        }
        return sockets;
    }

    /** An address as the kernel writes it, in words of 32 bits of this processor's order, and a port: {@code 0100007F:1F90}. */
    private static InetSocketAddress address(String text) throws UnknownHostException {
        int colon = text.indexOf(':');
        byte[] bytes = HexFormat.of().parseHex(text, 0, colon);
        for (int word = 0; word < bytes.length; word += Integer.BYTES) {
            swap(bytes, word, word + 3);
            swap(bytes, word + 1, word + 2);
        }
        int port = HexFormat.fromHexDigits(text, colon + 1, text.length());
        return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
    }

    private static void swap(byte[] bytes, int one, int other) {
        byte kept = bytes[one];
        bytes[one] = bytes[other];
        bytes[other] = kept;
    }
}
