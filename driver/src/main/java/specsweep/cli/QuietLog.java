package specsweep.cli;

import java.net.URI;
import java.net.URL;
import java.util.Objects;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.spark.util.Utils$;

/**
 * The log of a process that spark-submit has started. Its log is set up before this program is there, as Spark likes it: a
 * thousand lines about itself, between which a table and a progress line are lost. Whoever has configured the log gets what
 * they configured.
 */
final class QuietLog {
    private QuietLog() {}

    /** Puts this program's configuration in the place of Spark's default, if that is what holds. */
    static void begin() {
        if (!Session.isSubmitted()) {
            return;
        }
        // Spark sets up its log when it is first asked for it, over what is there by then.
        Utils$.MODULE$.initializeLogIfNecessary(false, true);
        LoggerContext context = LoggerContext.getContext(Utils$.class.getClassLoader(), false, null);
        if (isSparksDefault(context)) {
            URL own = Objects.requireNonNull(QuietLog.class.getResource("/log4j2.properties"));
            context.setConfigLocation(URI.create(own.toString()));
        }
    }

    private static boolean isSparksDefault(LoggerContext context) {
        ConfigurationSource source = context.getConfiguration().getConfigurationSource();
        return context.getConfiguration() instanceof DefaultConfiguration
                || String.valueOf(source.getLocation()).contains("org/apache/spark/log4j2");
    }
}
