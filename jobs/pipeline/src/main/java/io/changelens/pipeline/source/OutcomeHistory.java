package io.changelens.pipeline.source;

import io.changelens.core.catalog.CatalogIndex;
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
 * Reads KPI sums from ClickHouse, where they are kept longer than on the topic. The bounded source is read once, when a
 * job starts without a checkpoint; a restored job has the sums in its state. A sum that is also on the topic counts
 * once: the one with more events replaces the other. The watermark downstream does not advance before all of it is
 * read.
 */
public final class OutcomeHistory {

    private OutcomeHistory() {}

    /**
     * Returns the sums of the latest minutes, as far back as the estimation of effects needs them.
     *
     * @param env the environment of the job
     * @param settings settings of the job; {@code effects.retention} is the length of the history
     * @return sums per minute of all value streams, without the events that map to none
     */
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
                .transform("hold-watermark", type, new HoldWatermarkOperator<>())
                .setParallelism(1)
                .uid("hold-watermark")
                .name("hold the watermark");
    }

    private static String query(long seconds) {
        return "SELECT value_stream, kpi, service, cohort, toUnixTimestamp(minute) AS seconds,"
                + " toInt64(numerator * 1000000) AS numerator_micros,"
                + " toInt64(denominator * 1000000) AS denominator_micros,"
                + " toInt64(events) AS counted, toInt64(catalog_revision) AS revision"
                + " FROM outcome_minutes FINAL"
                + " WHERE value_stream != '" + CatalogIndex.UNMAPPED + "'"
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
