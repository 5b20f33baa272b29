package io.changelens.pipeline.sink;

import io.changelens.core.kpi.Micros;
import io.changelens.pipeline.outcomes.OutcomeSums;
import io.changelens.schemas.OutcomeMinute;
import java.time.Instant;

/** Tables of the outcomes job. */
public final class OutcomeTables {

    /** Sums of KPIs by minute, service and cohort. */
    public static final Table<OutcomeMinute> OUTCOME_MINUTES = Table.<OutcomeMinute>named("outcome_minutes")
            .text("value_stream", OutcomeMinute::getValueStream)
            .text("kpi", OutcomeMinute::getKpi)
            .column("minute", OutcomeMinute::getMinute)
            .text("service", OutcomeMinute::getService)
            .text("cohort", OutcomeMinute::getCohort)
            .column("numerator", o -> Micros.toDecimal(o.getNumeratorMicros()))
            .column("denominator", o -> Micros.toDecimal(o.getDenominatorMicros()))
            .column("events", OutcomeMinute::getEvents)
            .column("catalog_revision", OutcomeMinute::getCatalogRevision)
            .key("value_stream", "kpi", "minute", "service", "cohort")
            .build();

    /** Sums that arrived after their minute was closed. */
    public static final Table<OutcomeSums> LATE_SUMS = Table.<OutcomeSums>named("late_sums")
            .text("topic", s -> s.first().topic())
            .column("partition", s -> s.first().partition())
            .column("offset", s -> s.first().offset())
            .column("published_at", s -> Instant.ofEpochMilli(s.first().publishedAt()))
            .text("value_stream", s -> s.key().valueStream())
            .text("kpi", s -> s.key().kpi())
            .column("minute", s -> Instant.ofEpochMilli(s.key().minute()))
            .text("service", s -> s.key().service())
            .text("cohort", s -> s.key().cohort())
            .column("numerator", s -> Micros.toDecimal(s.ratio().numerator()))
            .column("denominator", s -> Micros.toDecimal(s.ratio().denominator()))
            .column("events", OutcomeSums::events)
            .column("catalog_revision", OutcomeSums::catalogRevision)
            .key("topic", "partition", "offset", "value_stream", "kpi", "minute", "service", "cohort")
            .from(OutcomeSums::first)
            .build();

    private OutcomeTables() {}
}
