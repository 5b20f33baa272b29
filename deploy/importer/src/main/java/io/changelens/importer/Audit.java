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

/** Queries how the jobs of the running stack accounted for the records of a topic. */
public interface Audit {

    /**
     * The account of a topic so far.
     *
     * @param topic name of the topic in the contract
     */
    IntakeAccount of(String topic) throws InterruptedException;

    /**
     * Waits until the account covers a number of records more than an earlier account and balances (nothing unaccounted
     * for), for at most 30 s. The jobs publish accounts with their checkpoints; rows about records that do not count
     * are inserted shortly after.
     *
     * @param before the earlier account
     * @param topic name of the topic in the contract
     * @param records number of records that were sent since
     * @return the difference to the earlier account
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

    /**
     * Queries the ClickHouse of a stack as the reader. Empty if that does not answer, so that records can be sent
     * without it.
     *
     * @param stack the running stack
     */
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
