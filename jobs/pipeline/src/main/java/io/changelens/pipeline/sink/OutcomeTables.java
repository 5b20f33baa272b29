package io.changelens.pipeline.sink;

import io.changelens.core.kpi.Micros;
import io.changelens.schemas.OutcomeMinute;

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

    private OutcomeTables() {}
}
