package io.changelens.importer;

import io.changelens.local.Endpoints;
import io.changelens.local.UserError;
import io.changelens.local.clickhouse.ClickHouseHttp;
import io.changelens.local.clickhouse.Credentials;
import io.changelens.local.clickhouse.Credentials.Login;
import io.changelens.local.stack.StackState;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Asks the running stack what became of what was sent. */
public interface Audit {

    /** The account of a topic so far. */
    IntakeAccount of(String topic) throws InterruptedException;

    /**
     * Waits until an account tells of some records more than an earlier one and balances, or for half a minute: the jobs
     * publish accounts with their checkpoints, and what does not count is inserted a moment later.
     *
     * @return what has come since the earlier one
     */
    default IntakeAccount since(IntakeAccount before, String topic, long records) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        IntakeAccount since = of(topic).since(before);
        while ((since.read() < records || since.unaccounted() != 0) && System.nanoTime() < deadline) {
            Thread.sleep(500);
            since = of(topic).since(before);
        }
        return since;
    }

    /** Asks the ClickHouse of a stack as the reader; empty while that does not answer, which keeps nobody from sending. */
    static Optional<Audit> of(StackState stack) {
        Endpoints at = stack.endpoints();
        if (!new ClickHouseHttp(at.clickHouse()).answers()) {
            return Optional.empty();
        }
        Login reader = Credentials.reader(at.dataDir(), System.getenv());
        return Optional.of(topic -> {
            String row = new ClickHouseHttp(at.clickHouse())
                    .query(
                            reader,
                            "SELECT sum(read), sum(counted), sum(duplicates), sum(late), sum(rejected) + sum(refused),"
                                    + " sum(unaccounted) FROM audit WHERE topic = {topic:String}",
                            Map.of("database", Endpoints.DATABASE, "param_topic", topic));
            String[] sums = row.strip().split("\t", -1);
            if (sums.length != 6) {
                throw new UserError("the account of " + topic + " cannot be read: " + row.strip());
            }
            return new IntakeAccount(
                    Long.parseLong(sums[0]),
                    Long.parseLong(sums[1]),
                    Long.parseLong(sums[2]),
                    Long.parseLong(sums[3]),
                    Long.parseLong(sums[4]),
                    Long.parseLong(sums[5]));
        });
    }
}
