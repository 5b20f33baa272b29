package io.changelens.pipeline.sink;

import io.changelens.pipeline.audit.IntakeBalance;
import java.time.Instant;

/** Tables of the intake counts. */
public final class AuditTables {

    /** Numbers of records by outcome, for each partition and run of a job. */
    public static final Table<IntakeBalance> INTAKE_BALANCES = Table.<IntakeBalance>named("intake_balances")
            .text("topic", b -> b.sums().topic())
            .column("partition", b -> b.sums().partition())
            .column("run", b -> Instant.ofEpochMilli(b.run()))
            .column("next_offset", b -> b.sums().nextOffset())
            .column("published_at", b -> Instant.ofEpochMilli(b.sums().publishedAt()))
            .column("read", b -> b.sums().read())
            .column("counted", b -> b.sums().counted())
            .column("duplicates", b -> b.sums().duplicates())
            .column("late", b -> b.sums().late())
            .column("rejected", b -> b.sums().rejected())
            .key("topic", "partition", "run")
            .build();

    private AuditTables() {}
}
