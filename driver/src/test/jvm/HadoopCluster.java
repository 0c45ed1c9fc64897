import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * HDFS and YARN with two node managers in one process, which lives until its standard input ends. It writes the two files that
 * clients of a cluster have, core-site.xml and yarn-site.xml, into a folder, and then says so.
 *
 * <p>Run from its source, with Hadoop's mini cluster on a class path of its own:
 *
 * <pre>java -cp hadoop-client-minicluster.jar:... HadoopCluster.java FOLDER</pre>
 */
final class HadoopCluster {
    private HadoopCluster() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]).toAbsolutePath();
        Path client = Files.createDirectories(folder.resolve("conf"));
        Configuration hdfs = new Configuration();
        hdfs.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
        MiniDFSCluster files = new MiniDFSCluster.Builder(hdfs).numDataNodes(1).build();
        String name = files.getURI().toString();
        // As on a cluster that has a place for everybody.
        files.getFileSystem().mkdirs(new org.apache.hadoop.fs.Path("/"), new FsPermission((short) 0777));

        YarnConfiguration yarn = new YarnConfiguration();
        yarn.set("fs.defaultFS", name);
        // What a container really takes is this machine's business; what it asks for is rounded up to so much.
        yarn.setBoolean("yarn.nodemanager.pmem-check-enabled", false);
        yarn.setBoolean("yarn.nodemanager.vmem-check-enabled", false);
        yarn.setBoolean("yarn.nodemanager.disk-health-checker.enable", false);
        yarn.setInt("yarn.scheduler.minimum-allocation-mb", 256);
        yarn.setInt("yarn.minicluster.yarn.nodemanager.resource.memory-mb", 6144);
        yarn.set("yarn.scheduler.capacity.root.queues", "default");
        yarn.setInt("yarn.scheduler.capacity.root.default.capacity", 100);
        yarn.set("yarn.scheduler.capacity.maximum-am-resource-percent", "1.0");
        yarn.setInt("yarn.nodemanager.delete.debug-delay-sec", 3600);
        MiniYARNCluster cluster = new MiniYARNCluster("yarn", 2, 1, 1);
        cluster.init(yarn);
        cluster.start();
        Configuration running = cluster.getConfig();

        write(client.resolve("core-site.xml"), running, "fs.defaultFS");
        write(
                client.resolve("yarn-site.xml"),
                running,
                "yarn.resourcemanager.hostname",
                "yarn.resourcemanager.address",
                "yarn.resourcemanager.scheduler.address",
                "yarn.resourcemanager.webapp.address");
        System.out.println("HDFS and YARN are up: " + client);
        while (System.in.read() >= 0) {}
        cluster.stop();
        files.shutdown(true);
        System.exit(0);
    }

    private static void write(Path file, Configuration from, String... keys) throws IOException {
        Configuration some = new Configuration(false);
        for (String key : keys) {
            some.set(key, from.get(key));
        }
        try (Writer out = Files.newBufferedWriter(file)) {
            some.writeXml(out);
        }
    }
}
