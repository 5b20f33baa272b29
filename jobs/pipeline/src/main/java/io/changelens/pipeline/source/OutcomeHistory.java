package io.changelens.pipeline.source;

import io.changelens.pipeline.config.Settings;
import io.changelens.schemas.OutcomeMinute;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.jdbc.core.datastream.source.JdbcSource;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The KPI sums that ClickHouse holds when a job starts without a checkpoint, since the topic keeps fewer. They are read
 * once: a restored job has them in its state. What is in the topic too counts once, by its number of events. The clock
 * waits until all of it is read.
 */
public final class OutcomeHistory {

    private OutcomeHistory() {}

    /** The sums of the latest minutes, as far back as an effect looks. */
    public static DataStream<OutcomeMinute> read(StreamExecutionEnvironment env, Settings settings) {
        AvroTypeInfo<OutcomeMinute> type = new AvroTypeInfo<>(OutcomeMinute.class);
        JdbcSource<OutcomeMinute> source = JdbcSource.<OutcomeMinute>builder()
                .setSql(query(settings.effects().retention().toSeconds()))
                .setResultExtractor(OutcomeHistory::outcome)
                .setTypeInformation(type)
                .setDBUrl(settings.clickHouse().url())
                .setDriverName(Settings.CLICKHOUSE_DRIVER)
                .setUsername(settings.clickHouse().user())
                .setPassword(settings.clickHouse().password())
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .build();
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), "outcome-minutes", type)
                .setParallelism(1)
                .uid("source-outcome-minutes")
                .name("read outcome minutes")
                .transform("hold-clock", type, new HoldClockOperator<>())
                .setParallelism(1)
                .uid("hold-clock")
                .name("hold the clock");
    }

    private static String query(long seconds) {
        return "SELECT value_stream, kpi, service, cohort, toUnixTimestamp(minute) AS seconds,"
                + " toInt64(numerator * 1000000) AS numerator_micros,"
                + " toInt64(denominator * 1000000) AS denominator_micros,"
                + " toInt64(events) AS counted, toInt64(catalog_revision) AS revision"
                + " FROM outcome_minutes FINAL"
                + " WHERE value_stream != 'unmapped'"
                + " AND minute >= (SELECT max(minute) FROM outcome_minutes) - toIntervalSecond(" + seconds + ")";
    }

    private static OutcomeMinute outcome(ResultSet row) throws SQLException {
        return new OutcomeMinute(
                row.getString("value_stream"),
                row.getString("kpi"),
                row.getString("service"),
                row.getString("cohort"),
                Instant.ofEpochSecond(row.getLong("seconds")),
                row.getLong("numerator_micros"),
                row.getLong("denominator_micros"),
                row.getLong("counted"),
                row.getLong("revision"),
                false);
    }
}
