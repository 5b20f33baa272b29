package io.changelens.importer;

import io.changelens.mapping.record.EventEncoder.Encoded;
import io.changelens.schemas.RecordKind;

/**
 * Notes what is worth knowing about valid events before they are sent: ids that occur twice, services that the catalog
 * does not have, environments that do not count as production.
 */
final class EventNotes {
    private final RecordKind<?> kind;
    private final KnownStack known;
    private final ImportReport report;
    private final Origins origins;
    private final EventFields fields;
    private final RepeatedIds ids = new RepeatedIds();

    EventNotes(RecordKind<?> kind, KnownStack known, ImportReport report, Origins origins) {
        this.kind = kind;
        this.known = known;
        this.report = report;
        this.origins = origins;
        this.fields = new EventFields(kind);
    }

    /** Notes an event that was made of a row, see {@link Origins}. */
    void of(Encoded event, long origin) {
        fields.eventId(event.event()).ifPresent(id -> noteId(id, event, origin));
        known.services()
                .ifPresent(services -> fields.services(event.event()).stream()
                        .filter(service ->
                                !services.knows(service, event.record().time()))
                        .forEach(service ->
                                report.unknownServices().countRow(named(service, services), origins.place(origin))));
        fields.environment(event.event())
                .filter(environment -> !known.production().contains(environment))
                .ifPresent(environment -> report.otherEnvironments().countRow(environment, origins.place(origin)));
    }

    private static String named(String service, KnownServices services) {
        return service
                + services.similar(service)
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
