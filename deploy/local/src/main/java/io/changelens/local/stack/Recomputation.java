package io.changelens.local.stack;

import io.changelens.local.Endpoints;
import io.changelens.local.clickhouse.ClickHouseHttp;
import io.changelens.local.clickhouse.Credentials;
import io.changelens.local.flink.FlinkCluster;
import io.changelens.local.kafka.TopicRecords;
import io.changelens.schemas.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Makes the jobs compute all outcomes again from Kafka, by the catalog as it is now: outcomes that are outdated are
 * removed, and the jobs start without state. If it is interrupted, it can be repeated.
 */
final class Recomputation {

    private static final String SCRIPT = "/sql/recompute/remove-outdated-outcomes.sql";

    /** Topics that the jobs read again. */
    private static final List<String> READ = List.of(Topics.LEARNING_ACTIVITY, Topics.DEPLOYMENTS, Topics.INCIDENTS);

    private Recomputation() {}

    /**
     * Prepares the start of the jobs, none of which may be running.
     *
     * @param endpoints addresses of Kafka and ClickHouse
     * @param credentials the admin removes rows
     * @param flink directory of Flink's checkpoints
     * @param out receives one line that says what was removed
     * @throws io.changelens.local.UserError if Kafka no longer has all events, or something refuses
     */
    static void prepare(Endpoints endpoints, Credentials credentials, Path flink, PrintStream out)
            throws IOException, InterruptedException {
        TopicRecords.requireComplete(endpoints.kafka(), READ);
        // State first: jobs without it read everything again, so whatever is removed below comes back.
        FlinkCluster.dropState(flink);
        // Readers of the topic could not tell outdated records from those that replace them.
        TopicRecords.deleteAll(endpoints.kafka(), Topics.OUTCOMES);
        out.println(removeOutdated(endpoints, credentials) + "; the jobs read all topics again");
    }

    private static String removeOutdated(Endpoints endpoints, Credentials credentials)
            throws IOException, InterruptedException {
        ClickHouseHttp clickHouse = new ClickHouseHttp(endpoints.clickHouse());
        Map<String, String> settings = Map.of("database", Endpoints.DATABASE);
        String hours = clickHouse
                .query(credentials.admin(), "SELECT sum(hours) FROM outcomes_outdated", settings)
                .strip();
        if (hours.equals("0")) {
            return "no outcomes are outdated";
        }
        for (String statement : statements()) {
            clickHouse.query(credentials.admin(), statement, settings);
        }
        return hours + " hours of outcomes are outdated and were removed";
    }

    private static List<String> statements() throws IOException {
        try (InputStream in = Recomputation.class.getResourceAsStream(SCRIPT)) {
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(script.replaceAll("(?m)^--.*$", "").split(";", -1))
                    .map(String::strip)
                    .filter(statement -> !statement.isEmpty())
                    .toList();
        }
    }
}
