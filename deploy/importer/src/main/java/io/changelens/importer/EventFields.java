package io.changelens.importer;

import io.changelens.schemas.RecordKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;

/** Reads the fields of events that the report of an import is about. A kind that lacks a field has no value for it. */
final class EventFields {
    private final RecordKind<?> kind;
    private final Optional<Integer> eventId;
    private final Optional<Integer> service;
    private final Optional<Integer> affected;
    private final Optional<Integer> environment;

    EventFields(RecordKind<?> kind) {
        this.kind = kind;
        this.eventId = position("eventId");
        this.service = position("service");
        this.affected = position("affectedServices");
        this.environment = position("environment");
    }

    private Optional<Integer> position(String field) {
        return Optional.ofNullable(kind.schema().getField(field)).map(Schema.Field::pos);
    }

    /** The id by which duplicates are recognized. */
    Optional<String> eventId(SpecificRecordBase event) {
        return eventId.map(event::get).map(Object::toString);
    }

    /** The service of an event, and the services that an incident affects. */
    List<String> services(SpecificRecordBase event) {
        List<String> services = new ArrayList<>();
        service.map(event::get).ifPresent(name -> services.add(name.toString()));
        affected.map(event::get).ifPresent(names -> ((List<?>) names).forEach(name -> services.add(name.toString())));
        return services;
    }

    /** The environment of a change or an incident. */
    Optional<String> environment(SpecificRecordBase event) {
        return environment.map(event::get).map(Object::toString);
    }
}
