package specsweep.chaos;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before an S3 server and holds each request for a copy back for a while: a rename on an object store is a copy, which a
 * store of the world takes as long for as it takes a server beside the test no time at all.
 */
final class SlowCopies implements AutoCloseable {
    /** The header that asks for a copy. */
    private static final String COPY = "x-amz-copy-source:";

    private final ServerSocket door;
    private final int server;
    private final long millis;
    private final AtomicInteger copies = new AtomicInteger();

    /**
     * Opens a door to a server of this machine.
     *
     * @param server its port
     * @param millis how long a copy is held back
     */
    SlowCopies(int server, long millis) {
        this.server = server;
        this.millis = millis;
        try {
            this.door = new ServerSocket();
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** How many copies were asked for. */
    int copies() {
        return copies.get();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
                daemon(() -> pass(client, behind, true));
                daemon(() -> pass(behind, client, false));
            } catch (IOException e) {
                // The door was closed, or the server is gone, which the client sees.
                continue;
            }
        }
    }

    private void pass(Socket from, Socket to, boolean requests) {
        byte[] bytes = new byte[1 << 16];
        String before = "";
        try (Closeable first = from;
                Closeable second = to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (requests) {
                    String text =
                            before + new String(bytes, 0, read, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
                    if (text.contains(COPY)) {
                        copies.incrementAndGet();
                        Thread.sleep(millis);
                        before = "";
                    } else {
                        before = text.substring(Math.max(0, text.length() - COPY.length() + 1));
                    }
                }
                out.write(bytes, 0, read);
                out.flush();
            }
        } catch (IOException | InterruptedException e) {
            // One of the two has gone; the other is told by the end of its connection.
            return;
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "slow copies");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
