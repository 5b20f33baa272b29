package io.changelens.local.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.changelens.local.Endpoints;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks the Flink of a running stack for checkpoints, so that results need not wait for the next one. A job writes what
 * it has read to its tables at the latest with a checkpoint.
 */
public final class CheckpointRequests {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LONGEST_CHECKPOINT = Duration.ofSeconds(15);
    private static final long PAUSE_MILLIS = 50;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI flink;
    private final CheckpointAccess access;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private CheckpointRequests(URI flink, CheckpointAccess access) {
        this.flink = flink;
        this.access = access;
    }

    /**
     * Prepares requests to a stack.
     *
     * @param at addresses of the stack
     * @return empty if this user may not ask
     */
    public static Optional<CheckpointRequests> of(Endpoints at) {
        try {
            Path file = CheckpointAccess.file(FlinkCluster.directory(at.dataDir()));
            return Optional.of(new CheckpointRequests(at.flink(), CheckpointAccess.read(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Has a job take a checkpoint and waits until it is complete, for at most 15 s.
     *
     * @param job name of the job
     * @return whether it is; false if the job does not run, is slow, or Flink cannot be asked
     */
    public boolean take(String job) throws InterruptedException {
        try {
            String id = idOf(job);
            if (id.isEmpty()) {
                return false;
            }
            long asked = System.currentTimeMillis();
            HttpResponse<String> answer = send(HttpRequest.newBuilder(flink.resolve("/jobs/" + id + "/checkpoints"))
                    .header("Authorization", access.authorization())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{}")));
            return answer.statusCode() == 202 && isComplete(id, asked);
        } catch (IOException e) {
            return false;
        }
    }

    private String idOf(String name) throws IOException, InterruptedException {
        for (JsonNode job : get("/jobs/overview").path("jobs")) {
            if (job.path("name").asText().equals(name)
                    && job.path("state").asText().equals("RUNNING")) {
                return job.path("jid").asText();
            }
        }
        return "";
    }

    private boolean isComplete(String id, long asked) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST_CHECKPOINT.toNanos();
        while (System.nanoTime() < deadline) {
            JsonNode latest = get("/jobs/" + id + "/checkpoints").path("latest").path("completed");
            if (latest.path("trigger_timestamp").asLong() >= asked) {
                return true;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return false;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(
                send(HttpRequest.newBuilder(flink.resolve(path)).GET()).body());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    }
}
