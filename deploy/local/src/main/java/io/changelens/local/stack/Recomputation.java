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
import java.util.Optional;

/**
 * Makes the jobs compute everything again from Kafka, without state: on request, by the catalog as it is now, and when the
 * state is of another version, which may define things otherwise. If it is interrupted, it can be repeated.
 */
final class Recomputation {

    private static final String OUTDATED = "/sql/recompute/note-outdated-outcomes.sql";
    private static final String COMPUTED = "/sql/recompute/remove-computed.sql";

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
        String outdated = noteOutdated(endpoints, credentials);
        run(COMPUTED, endpoints, credentials);
        out.println(outdated + "; the jobs read all topics again and fill the tables anew");
    }

    /**
     * Prepares the start of the jobs, none of which may be running, if their state was written by another version. Rows
     * that they compute are removed, if Kafka still has all events: rows with more events or a higher revision would not
     * give way to those of this version, and rows that this version does not write would stay.
     *
     * @param endpoints addresses of Kafka and ClickHouse
     * @param credentials the admin removes rows
     * @param flink directory of Flink's checkpoints
     * @param out receives a line if the state was of another version
     * @throws io.changelens.local.UserError if something refuses
     */
    static void ofAnotherVersion(Endpoints endpoints, Credentials credentials, Path flink, PrintStream out)
            throws IOException, InterruptedException {
        if (!FlinkCluster.hasOlderState(flink)) {
            return;
        }
        String line = "the jobs' state is of another version of Changelens: they read all topics again";
        Optional<String> missing = TopicRecords.missing(endpoints.kafka(), READ);
        if (missing.isPresent()) {
            out.println(line + ", and former rows stay where they write none; " + missing.get());
        } else {
            // Former outcomes would advance the watermark past those that this version adds.
            TopicRecords.deleteAll(endpoints.kafka(), Topics.OUTCOMES);
            run(COMPUTED, endpoints, credentials);
            out.println(line + ", and fill the tables anew");
        }
        // State last: it is what tells that rows are still to be removed.
        FlinkCluster.dropOlderState(flink);
    }

    private static String noteOutdated(Endpoints endpoints, Credentials credentials)
            throws IOException, InterruptedException {
        ClickHouseHttp clickHouse = new ClickHouseHttp(endpoints.clickHouse());
        Map<String, String> settings = Map.of("database", Endpoints.DATABASE);
        String hours = clickHouse
                .query(credentials.admin(), "SELECT sum(hours) FROM outcomes_outdated", settings)
                .strip();
        if (hours.equals("0")) {
            return "no outcomes are outdated";
        }
        run(OUTDATED, endpoints, credentials);
        return hours + " hours of outcomes are outdated";
    }

    private static void run(String script, Endpoints endpoints, Credentials credentials)
            throws IOException, InterruptedException {
        ClickHouseHttp clickHouse = new ClickHouseHttp(endpoints.clickHouse());
        for (String statement : statements(script)) {
            clickHouse.query(credentials.admin(), statement, Map.of("database", Endpoints.DATABASE));
        }
    }

    private static List<String> statements(String name) throws IOException {
        try (InputStream in = Recomputation.class.getResourceAsStream(name)) {
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(script.replaceAll("(?m)^--.*$", "").split(";", -1))
                    .map(String::strip)
                    .filter(statement -> !statement.isEmpty())
                    .toList();
        }
    }
}
