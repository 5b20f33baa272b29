package io.changelens.pipeline;

import io.changelens.pipeline.config.PipelineOptions;
import io.changelens.pipeline.config.Settings;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;

/** Settings for tests. */
public final class SettingsFixture {

    private SettingsFixture() {}

    /** Settings that lead nowhere. */
    public static Configuration options() {
        Configuration options = new Configuration();
        options.set(PipelineOptions.KAFKA_BOOTSTRAP, "127.0.0.1:1");
        options.set(PipelineOptions.CLICKHOUSE_URL, "jdbc:clickhouse:http://127.0.0.1:1/changelens");
        return options;
    }

    /** Settings with that lateness. */
    public static Settings with(Duration lateness) {
        return with(PipelineOptions.OUT_OF_ORDERNESS.defaultValue(), lateness);
    }

    /** Settings with that out-of-orderness and lateness. */
    public static Settings with(Duration outOfOrderness, Duration lateness) {
        Configuration options = options();
        options.set(PipelineOptions.OUT_OF_ORDERNESS, outOfOrderness);
        options.set(PipelineOptions.LATENESS, lateness);
        options.set(PipelineOptions.FLUSH_INTERVAL, Duration.ofMillis(50));
        options.set(PipelineOptions.PREVIEW_DELAY, Duration.ofMillis(200));
        return Settings.of(options, "secret");
    }
}
