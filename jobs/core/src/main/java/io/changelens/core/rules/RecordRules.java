package io.changelens.core.rules;

import io.changelens.core.rules.EventRules.Violation;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.LearningActivityEvent;
import io.changelens.schemas.OutcomeMinute;
import io.changelens.schemas.ReleaseWindow;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;

/** Applies the rules for a record's kind. */
public final class RecordRules {

    private RecordRules() {}

    /**
     * Checks a record.
     *
     * @param record a record of a kind that jobs read
     * @param publishedAt timestamp of the Kafka record, epoch milliseconds
     * @return the first rule that is broken; empty if none is
     * @throws IllegalArgumentException if no job reads records of this kind
     */
    public static Optional<Violation> check(SpecificRecordBase record, long publishedAt) {
        if (record instanceof LearningActivityEvent event) {
            return EventRules.check(event, publishedAt);
        }
        if (record instanceof OutcomeMinute minute) {
            return EventRules.check(minute, publishedAt);
        }
        if (record instanceof DeploymentEvent event) {
            return EventRules.check(event, publishedAt);
        }
        if (record instanceof IncidentEvent event) {
            return EventRules.check(event, publishedAt);
        }
        if (record instanceof ValueStreamCatalog catalog) {
            return EventRules.check(catalog, publishedAt);
        }
        if (record instanceof ReleaseWindow window) {
            return EventRules.check(window, publishedAt);
        }
        throw new IllegalArgumentException("no rules for " + record.getClass().getName());
    }
}
