package io.changelens.local.kafka;

import io.changelens.local.process.ParentWatch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;

/** Main class of {@link Broker}'s child JVM: formats the storage at the first run, then runs Kafka. */
public final class BrokerMain {

    private BrokerMain() {}

    /**
     * Runs the broker.
     *
     * @param args the path of Kafka's configuration file, and the cluster id for a storage that is not formatted yet
     * @throws IOException if the configuration file cannot be read
     */
    public static void main(String[] args) throws IOException {
        ParentWatch.start();
        Properties config = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(args[0]))) {
            config.load(in);
        }
        if (!Files.exists(Path.of(config.getProperty("log.dirs"), "meta.properties"))) {
            String[] format = {"format", "--cluster-id", args[1], "--config", args[0]};
            int code = StorageTool.execute(format, System.out);
            if (code != 0) {
                System.exit(code);
            }
        }
        Kafka.main(new String[] {args[0]});
    }
}
