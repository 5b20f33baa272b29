package io.changelens.importer;

import io.changelens.core.delivery.ProductionEnvironments;
import io.changelens.mapping.record.EventEncoder.Encoded;
import io.changelens.schemas.RecordKind;
import java.util.Optional;

/**
 * Notes what is worth knowing about valid events before they are sent: ids that occur twice, services that the catalog
 * does not have, environments that do not count as production.
 */
final class EventNotes {
    private final RecordKind<?> kind;
    private final Optional<KnownServices> services;
    private final ImportReport report;
    private final Origins origins;
    private final EventFields fields;
    private final RepeatedIds ids = new RepeatedIds();
    /** As the jobs of a local stack have them. */
    private final ProductionEnvironments production = ProductionEnvironments.DEFAULT;

    EventNotes(RecordKind<?> kind, Optional<KnownServices> services, ImportReport report, Origins origins) {
        this.kind = kind;
        this.services = services;
        this.report = report;
        this.origins = origins;
        this.fields = new EventFields(kind);
    }

    /** Notes an event that was made of a row, see {@link Origins}. */
    void of(Encoded event, long origin) {
        fields.eventId(event.event()).ifPresent(id -> noteId(id, event, origin));
        services.ifPresent(known -> fields.services(event.event()).stream()
                .filter(service -> !known.knows(service, event.record().time()))
                .forEach(service -> report.unknownServices().countRow(named(service, known), origins.place(origin))));
        fields.environment(event.event())
                .filter(environment -> !production.contains(environment))
                .ifPresent(environment -> report.otherEnvironments().countRow(environment, origins.place(origin)));
    }

    private static String named(String service, KnownServices known) {
        return service
                + known.similar(service)
                        .map(id -> " (the catalog has \"" + id + "\")")
                        .orElse("");
    }

    private void noteId(String id, Encoded event, long origin) {
        EventIdentity identity = EventIdentity.of(kind, id, event.record());
        ids.earlier(identity, origin)
                .ifPresent(first -> report.repeatedId(
                        first.content() == identity.content(),
                        id + ", as at " + origins.place(first.origin()),
                        origins.place(origin)));
    }
}
