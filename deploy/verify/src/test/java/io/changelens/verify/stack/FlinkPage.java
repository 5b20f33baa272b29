package io.changelens.verify.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** What Flink's own page says of its jobs. */
public final class FlinkPage {

    /**
     * The connector's exactly-once sinks find their committers by transactional id within a JVM: where tests run two stacks in one, the second job
     * is started once more. Nobody else runs two.
     */
    private static final String OTHER_STACK = "Writable backchannel already exists";

    private FlinkPage() {}

    /** Jobs that do not run, failures that jobs have got over, and lost task managers; empty when all is well. */
    static List<String> failures(URI flink) throws Exception {
        List<String> failures = new ArrayList<>();
        for (JsonNode job : get(flink, "/jobs/overview").get("jobs")) {
            String name = job.get("name").asText();
            JsonNode tasks = job.get("tasks");
            if (!job.get("state").asText().equals("RUNNING")
                    || tasks.get("running").asInt() + tasks.get("finished").asInt()
                            != tasks.get("total").asInt()) {
                failures.add(name + " is " + job.get("state").asText() + ", tasks " + tasks);
            }
            JsonNode history = get(flink, "/jobs/" + job.get("jid").asText() + "/exceptions")
                    .get("exceptionHistory")
                    .get("entries");
            for (JsonNode entry : history) {
                List<String> causes = entry.get("stacktrace")
                        .asText()
                        .lines()
                        .filter(line -> !line.startsWith("\t"))
                        .map(line -> line.substring(0, Math.min(500, line.length())))
                        .toList();
                if (causes.stream().noneMatch(cause -> cause.contains(OTHER_STACK))) {
                    failures.add(name + " failed: " + String.join(" <- ", causes));
                }
            }
        }
        int managers = get(flink, "/taskmanagers").get("taskmanagers").size();
        if (managers != 1) {
            failures.add(managers + " task managers");
        }
        return failures;
    }

    private static JsonNode get(URI flink, String path) throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(flink.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
        return new ObjectMapper().readTree(response.body());
    }
}
