package specsweep.chaos;

import java.util.List;

/**
 * A network namespace that a pair of virtual Ethernet devices joins with this machine's own network, as a cable joins two
 * machines: it can be pulled out and put back.
 */
final class Cable implements AutoCloseable {
    private final String namespace;
    private final String hereDevice;
    private final int network;

    /** Lays a cable that no other process of this machine has. */
    Cable() {
        long pid = ProcessHandle.current().pid();
        namespace = "specsweep-" + pid;
        hereDevice = "ss" + pid + "h";
        network = (int) (pid % 250);
        String thereDevice = "ss" + pid + "t";
        Privileges.run("ip", "netns", "add", namespace);
        try {
            Privileges.run("ip", "link", "add", hereDevice, "type", "veth", "peer", "name", thereDevice);
            Privileges.run("ip", "link", "set", thereDevice, "netns", namespace);
            Privileges.run("ip", "addr", "add", here() + "/24", "dev", hereDevice);
            Privileges.run("ip", "-n", namespace, "addr", "add", there() + "/24", "dev", thereDevice);
            Privileges.run("ip", "-n", namespace, "link", "set", "lo", "up");
            Privileges.run("ip", "-n", namespace, "link", "set", thereDevice, "up");
            putBack();
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    /** The address of this end. */
    String here() {
        return "10.213." + network + ".1";
    }

    /** The address of the other end. */
    String there() {
        return "10.213." + network + ".2";
    }

    /** The words that start a process at the other end. */
    List<String> launcher() {
        return List.of("nsenter", "--net=/run/netns/" + namespace);
    }

    /** Nothing goes through any more. */
    void pullOut() {
        Privileges.run("ip", "link", "set", hereDevice, "down");
    }

    /** Everything goes through again. */
    void putBack() {
        Privileges.run("ip", "link", "set", hereDevice, "up");
    }

    /** Takes both ends away; the device of a namespace goes with it. */
    @Override
    public void close() {
        Privileges.run("ip", "netns", "del", namespace);
    }
}
