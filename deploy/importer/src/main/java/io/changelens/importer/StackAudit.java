package io.changelens.importer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.changelens.importer.SentEvents.Range;
import io.changelens.local.Endpoints;
import io.changelens.local.UserError;
import io.changelens.local.clickhouse.ClickHouseHttp;
import io.changelens.local.clickhouse.Credentials;
import io.changelens.local.clickhouse.Credentials.Login;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Queries the accounts in the ClickHouse of a stack, as the reader. */
public final class StackAudit implements Audit {
    private static final String IN_RANGES = """
            topic = {topic:String}
              AND arrayExists((p, first, last) -> partition = p AND offset >= first AND offset <= last,
                              {partitions:Array(UInt32)}, {firsts:Array(UInt64)}, {lasts:Array(UInt64)})""";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ClickHouseHttp clickHouse;
    private final Login reader;

    private StackAudit(ClickHouseHttp clickHouse, Login reader) {
        this.clickHouse = clickHouse;
        this.reader = reader;
    }

    /**
     * The accounts of a running stack. Empty if its ClickHouse does not answer, so that records can be sent without it.
     *
     * @param at addresses of the stack
     */
    public static Optional<Audit> of(Endpoints at) {
        ClickHouseHttp clickHouse = new ClickHouseHttp(at.clickHouse());
        return clickHouse.answers()
                ? Optional.of(new StackAudit(clickHouse, Credentials.reader(at.dataDir(), System.getenv())))
                : Optional.empty();
    }

    @Override
    public IntakeAccount of(String topic) throws InterruptedException {
        JsonNode sums = query("""
                        SELECT sum(read) AS read, sum(counted) AS counted, sum(duplicates) AS known, sum(late) AS late,
                            sum(rejected) + sum(refused) AS rejected, sum(unaccounted) AS unaccounted
                        FROM audit WHERE topic = {topic:String}""", Map.of("topic", topic)).get(0);
        return new IntakeAccount(
                sums.get("read").asLong(),
                sums.get("counted").asLong(),
                sums.get("known").asLong(),
                sums.get("late").asLong(),
                sums.get("rejected").asLong(),
                sums.get("unaccounted").asLong());
    }

    @Override
    public Map<Integer, Long> nextOffsets(String topic) throws InterruptedException {
        Map<Integer, Long> offsets = new HashMap<>();
        query("SELECT partition, next_offset FROM audit WHERE topic = {topic:String}", Map.of("topic", topic))
                .forEach(row -> offsets.put(
                        row.get("partition").asInt(), row.get("next_offset").asLong()));
        return offsets;
    }

    @Override
    public List<Kept> kept(String topic, Map<Integer, Range> ranges) throws InterruptedException {
        Map<String, String> values = Map.of(
                "topic", topic,
                "partitions", array(ranges, entry -> entry.getKey()),
                "firsts", array(ranges, entry -> entry.getValue().first()),
                "lasts", array(ranges, entry -> entry.getValue().last()));
        return query(
                        "SELECT reason, partition, offset, any(detail) AS detail FROM (\n"
                                + "SELECT 'late' AS reason, partition, offset,\n"
                                + "    concat(event_id, ' at ', formatDateTime(occurred_at, '%FT%TZ')) AS detail\n"
                                + "FROM late_events WHERE " + IN_RANGES + "\n"
                                + "UNION ALL\n"
                                + "SELECT toString(reason), partition, offset, detail\n"
                                + "FROM rejected_records FINAL WHERE " + IN_RANGES + "\n"
                                + ") GROUP BY reason, partition, offset LIMIT 200000",
                        values)
                .stream()
                .map(row -> new Kept(
                        row.get("reason").asText(),
                        row.get("partition").asInt(),
                        row.get("offset").asLong(),
                        row.get("detail").asText()))
                .toList();
    }

    @Override
    public Optional<OutdatedOutcomes> outdated() throws InterruptedException {
        JsonNode found = query("""
                        SELECT sum(hours) AS hours, toUnixTimestamp(max(last_minute) + INTERVAL 1 MINUTE) AS until
                        FROM outcomes_outdated""", Map.of()).get(0);
        long hours = found.get("hours").asLong();
        return hours == 0
                ? Optional.empty()
                : Optional.of(new OutdatedOutcomes(
                        hours, Instant.ofEpochSecond(found.get("until").asLong())));
    }

    @Override
    public Optional<Instant> outcomesUntil() throws InterruptedException {
        JsonNode found = query("""
                        SELECT count() AS minutes, toUnixTimestamp(max(minute) + INTERVAL 1 MINUTE) AS until
                        FROM outcome_minutes
                        WHERE service != ''""", Map.of()).get(0);
        return found.get("minutes").asLong() == 0
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(found.get("until").asLong()));
    }

    private static String array(Map<Integer, Range> ranges, Function<Map.Entry<Integer, Range>, Object> value) {
        return ranges.entrySet().stream()
                .map(entry -> value.apply(entry).toString())
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** The rows of a query. Values are bound, by name. */
    private List<JsonNode> query(String sql, Map<String, String> values) throws InterruptedException {
        Map<String, String> parameters = new HashMap<>();
        parameters.put("database", Endpoints.DATABASE);
        parameters.put("default_format", "JSONEachRow");
        values.forEach((name, value) -> parameters.put("param_" + name, value));
        List<JsonNode> rows = new ArrayList<>();
        for (String line : clickHouse.query(reader, sql, parameters).lines().toList()) {
            try {
                rows.add(JSON.readTree(line));
            } catch (JsonProcessingException e) {
                throw new UserError("the answer of ClickHouse cannot be read: " + line, e);
            }
        }
        return rows;
    }
}
