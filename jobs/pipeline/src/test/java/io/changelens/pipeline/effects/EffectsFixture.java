package io.changelens.pipeline.effects;

import io.changelens.core.catalog.KpiType;
import io.changelens.core.effect.Exposure;
import io.changelens.core.effect.Intervention;
import io.changelens.core.effect.Intervention.Kind;
import io.changelens.core.kpi.KpiKey;
import io.changelens.core.time.OpenEnd;
import io.changelens.pipeline.SettingsFixture;
import io.changelens.pipeline.config.PipelineOptions;
import io.changelens.pipeline.config.Settings;
import io.changelens.schemas.Direction;
import io.changelens.schemas.OutcomeMinute;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.configuration.Configuration;

/** What tests of effects share: times, outcomes and interventions. */
final class EffectsFixture {

    static final long MINUTE = 60_000L;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;
    /** When the outcomes begin. */
    static final long BEGIN = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();
    /** When the change under test is live. */
    static final long LIVE = BEGIN + 21 * DAY;

    static final KpiKey KEY = new KpiKey("learn", "success");

    private EffectsFixture() {}

    static Settings settings() {
        return settings(Duration.ofMinutes(16), Duration.ofHours(1));
    }

    static Settings settings(Duration... horizons) {
        Configuration options = SettingsFixture.options();
        options.set(PipelineOptions.HORIZONS, List.of(horizons));
        options.set(PipelineOptions.HISTORY, Duration.ofDays(21));
        options.set(PipelineOptions.REVISABLE, Duration.ofHours(6));
        return Settings.of(options, "secret");
    }

    static OutcomeMinute outcome(String service, String cohort, long minute, long successes, long events) {
        return new OutcomeMinute(
                KEY.valueStream(),
                KEY.kpi(),
                service,
                cohort,
                Instant.ofEpochMilli(minute),
                successes * 1_000_000,
                events * 1_000_000,
                events,
                1L,
                false);
    }

    /** Outcomes of two services and two cohorts in {@code [from, until)}, the same for the same seed. */
    static List<OutcomeMinute> outcomes(long seed, long from, long until) {
        Random random = new Random(seed);
        List<OutcomeMinute> outcomes = new ArrayList<>();
        for (long minute = from; minute < until; minute += MINUTE) {
            for (String service : List.of("player", "identity")) {
                for (String cohort : List.of("a", "b")) {
                    long events = 5L + random.nextInt(20);
                    outcomes.add(outcome(service, cohort, minute, events - random.nextInt(5), events));
                }
            }
        }
        return outcomes;
    }

    static Exposure exposure(String... cohorts) {
        return new Exposure(
                "player",
                "NORMAL",
                "team",
                "SUCCEEDED",
                List.of(cohorts),
                Direction.HIGHER_IS_BETTER,
                0.05,
                KpiType.RATIO,
                "UTC",
                List.of("learn"),
                1);
    }

    /** A change that took five minutes to go live. */
    static Intervention change(String id, long live, String... cohorts) {
        return change(id, 2, live, OpenEnd.TIME, "", exposure(cohorts));
    }

    static Intervention change(String id, long revision, long live, long until, String about, Exposure exposure) {
        return new Intervention(KEY, Kind.CHANGE, id, revision, live - 5 * MINUTE, live, until, false, about, exposure);
    }

    static Intervention incident(String id, long revision, long from, long until) {
        return new Intervention(KEY, Kind.INCIDENT, id, revision, from, from, until, false, "", null);
    }

    static Intervention window(String id, long revision, long from, long until, boolean cancelled) {
        return new Intervention(KEY, Kind.WINDOW, id, revision, from, from, until, cancelled, "", null);
    }
}
