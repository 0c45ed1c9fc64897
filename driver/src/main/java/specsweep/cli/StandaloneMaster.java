package specsweep.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.DeployMessages;
import org.apache.spark.deploy.master.Master$;
import org.apache.spark.deploy.master.MasterMessages;
import org.apache.spark.deploy.master.WorkerInfo;
import org.apache.spark.rpc.RpcAddress;
import org.apache.spark.rpc.RpcEndpointRef;
import org.apache.spark.rpc.RpcEnv;
import scala.reflect.ClassTag$;

/**
 * Looks at a standalone cluster before an application is sent to it. Spark would try a master that is not there for a minute,
 * wait for ever for executors that no worker can hold, and let those of another version die one after the other.
 */
final class StandaloneMaster {
    private static final String SCHEME = "spark://";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern VERSION = Pattern.compile("class=\"version[^>]*>\\s*([\\d.]+[^<\\s]*)\\s*<");

    private StandaloneMaster() {}

    /** A host and a port of the master's URL, of which there may be several. */
    private record Address(String host, int port) {
        static Address of(String text, String url) {
            Matcher matcher = Pattern.compile("(.+):(\\d{1,5})").matcher(text);
            if (!matcher.matches()) {
                throw UserError.badInput(
                        "--master " + url + ": a standalone master is spark://HOST:PORT, with 7077 for the"
                                + " port where nobody chose another");
            }
            return new Address(matcher.group(1), Integer.parseInt(matcher.group(2)));
        }
    }

    /** Ends the command, in words, if an application with these settings cannot run there. */
    static void check(String url, SparkConf settings) {
        List<Address> addresses = Stream.of(url.substring(SCHEME.length()).split(",", -1))
                .map(text -> Address.of(text, url))
                .toList();
        List<Address> listening = new ArrayList<>();
        String why = "";
        for (Address address : addresses) {
            Optional<String> refusal = refusal(address, url);
            if (refusal.isEmpty()) {
                listening.add(address);
            }
            why = refusal.orElse(why);
        }
        if (listening.isEmpty()) {
            throw UserError.fatal("no Spark master listens at " + url + ": " + why
                    + ". Is it running, and is this its URL? Its page, usually http://"
                    + addresses.get(0).host()
                    + ":8080, says so.");
        }
        SparkConf patient = settings.clone()
                .set("spark.rpc.askTimeout", PATIENCE.toSeconds() + "s")
                .set("spark.rpc.lookupTimeout", PATIENCE.toSeconds() + "s");
        RpcEnv question = RpcEnv.create(
                "question",
                "localhost",
                0,
                patient,
                new SecurityManager(
                        patient,
                        SecurityManager.$lessinit$greater$default$2(),
                        SecurityManager.$lessinit$greater$default$3()),
                true);
        try {
            for (Address address : listening) {
                ask(question, address, url, patient);
            }
        } finally {
            question.shutdown();
        }
    }

    private static Optional<String> refusal(Address address, String url) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(address.host()), address.port()), (int)
                    PATIENCE.toMillis());
            return Optional.empty();
        } catch (UnknownHostException e) {
            throw UserError.badInput(
                    "--master " + url + ": there is no host " + address.host() + " that this machine knows");
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Asks one master: a master that stands by answers, too, but knows of no workers. */
    private static void ask(RpcEnv question, Address address, String url, SparkConf settings) {
        MasterMessages.BoundPortsResponse ports;
        WorkerInfo[] workers;
        try {
            RpcEndpointRef master = question.setupEndpointRef(
                    RpcAddress.apply(address.host(), address.port()), Master$.MODULE$.ENDPOINT_NAME());
            ports = master.askSync(
                    MasterMessages.BoundPortsRequest$.MODULE$,
                    ClassTag$.MODULE$.apply(MasterMessages.BoundPortsResponse.class));
            version(address.host(), ports.webUIPort()).ifPresent(version -> SparkVersion.check(version, url));
            DeployMessages.MasterStateResponse state = master.askSync(
                    DeployMessages.RequestMasterState$.MODULE$,
                    ClassTag$.MODULE$.apply(DeployMessages.MasterStateResponse.class));
            workers = state.workers();
        } catch (UserError e) {
            throw e;
        } catch (Exception e) {
            // Scala throws what Java would have to declare.
            throw UserError.of(
                    ExitCode.FATAL,
                    "what listens at " + url + " does not answer as a master of Spark: " + Main.rootMessage(e) + ". "
                            + SparkVersion.WANTED
                            + " Where the cluster asks for a secret, give it: spark.authenticate and"
                            + " spark.authenticate.secret.",
                    e);
        }
        List<WorkerInfo> alive = Stream.of(workers).filter(WorkerInfo::isAlive).toList();
        long memory = settings.getSizeAsMb("spark.executor.memory", "1g");
        int cores = settings.getInt("spark.executor.cores", 1);
        if (!alive.isEmpty()
                && alive.stream().noneMatch(worker -> worker.memory() >= memory && worker.cores() >= cores)) {
            throw UserError.badInput("no worker of " + url + " can hold an executor of " + memory + " MiB and " + cores
                    + (cores == 1 ? " core" : " cores") + ": the largest has "
                    + alive.stream().mapToInt(WorkerInfo::memory).max().orElse(0) + " MiB and "
                    + alive.stream().mapToInt(WorkerInfo::cores).max().orElse(0)
                    + " cores. Ask for less: --conf spark.executor.memory=..., --conf spark.executor.cores=...");
        }
    }

    /** The version of Spark that a master's page shows; nothing where the page is closed to us. */
    private static Optional<String> version(String host, int port) {
        try {
            HttpResponse<String> page = HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .build()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + "/"))
                                    .timeout(PATIENCE)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            Matcher version = VERSION.matcher(page.body());
            return version.find() ? Optional.of(version.group(1)) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
