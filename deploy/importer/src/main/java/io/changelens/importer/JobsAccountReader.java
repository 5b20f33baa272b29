package io.changelens.importer;

import io.changelens.importer.Audit.Kept;
import io.changelens.importer.EarlierCopies.Copy;
import io.changelens.importer.EarlierCopies.Position;
import io.changelens.importer.Examples.Counter;
import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.schemas.RecordKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds the rows from which events were made that do not count, by the positions of these events in the topic. */
public final class JobsAccountReader {
    private final RecordKind<?> kind;
    private final KafkaSettings kafka;
    private final Audit audit;
    private final Origins origins;
    private final Counter same;
    private final Counter other;
    private final Counter late;
    private final Map<String, Counter> rejected = new TreeMap<>();
    private long lateCopies;

    /**
     * Prepares a reader.
     *
     * @param kind kind of the events
     * @param kafka where they were sent
     * @param audit the accounts of the jobs
     * @param origins the files of the import
     */
    public JobsAccountReader(RecordKind<?> kind, KafkaSettings kafka, Audit audit, Origins origins) {
        this.kind = kind;
        this.kafka = kafka;
        this.audit = audit;
        this.origins = origins;
        this.same = new Counter(origins);
        this.other = new Counter(origins);
        this.late = new Counter(origins);
    }

    /**
     * Reads the account of an import.
     *
     * @param intake the account of the topic since the import began
     * @param sent where the events of the import are
     */
    public JobsAccount read(IntakeAccount intake, SentEvents sent) throws InterruptedException {
        long unnamed = 0;
        if (intake.notCounted() > 0) {
            Map<Position, Kept> kept = new HashMap<>();
            for (Kept row : audit.kept(kind.topic(), sent.ranges())) {
                kept.put(new Position(row.partition(), row.offset()), row);
            }
            Optional<EarlierCopies> copies = intake.known() + intake.late() > 0
                    ? Optional.of(EarlierCopies.of(kind, kafka, sent.ranges()))
                    : Optional.empty();
            sent.forEach((partition, offset, origin) -> count(
                    Optional.ofNullable(kept.get(new Position(partition, offset))),
                    copies.flatMap(all -> all.at(partition, offset)),
                    origin));
            boolean partial = copies.isPresent() && !copies.get().complete();
            unnamed = partial ? Math.max(0, intake.known() - same.events() - other.events()) : 0;
        }
        Map<String, Examples> byRule = new TreeMap<>();
        rejected.forEach((rule, counter) -> byRule.put(rule, counter.examples()));
        return new JobsAccount(intake, same.examples(), other.examples(), late.examples(), lateCopies, byRule, unnamed);
    }

    private void count(Optional<Kept> kept, Optional<Copy> copy, long origin) {
        if (kept.isPresent() && !kept.get().late()) {
            rejected.computeIfAbsent(kept.get().reason(), rule -> new Counter(origins))
                    .add(kept.get().detail(), origin);
        } else if (kept.isPresent() && copy.filter(Copy::same).isPresent()) {
            lateCopies++;
        } else if (kept.isPresent()) {
            late.add(kept.get().detail(), origin);
        } else if (copy.isPresent()) {
            (copy.get().same() ? same : other).add(copy.get().eventId(), origin);
        }
    }
}
