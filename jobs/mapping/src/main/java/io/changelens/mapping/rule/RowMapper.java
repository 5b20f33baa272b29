package io.changelens.mapping.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changelens.mapping.row.Row;
import io.changelens.mapping.row.RowRejected;
import io.changelens.schemas.RecordKind;
import java.util.List;
import java.util.Optional;

/** Maps rows to events. */
public interface RowMapper {
    /**
     * Maps a row.
     *
     * @return one result for each element of the row; a row without a rule for its elements is its own element
     * @throws RowRejected when the row as a whole cannot be used
     */
    List<Mapped> map(Row row) throws RowRejected;

    /**
     * The result for one element of a row: its events, or why it has none.
     *
     * @param events events by the field names of the schema; all of an element or none
     * @param skipped reasons why the element, or one of its events, was left out on purpose
     * @param rejected why the element cannot become events; empty when it can
     */
    record Mapped(List<Event> events, List<String> skipped, Optional<RowRejected> rejected) {
        /** Creates the result of an element that can be used. */
        public static Mapped of(List<Event> events, List<String> skipped) {
            return new Mapped(events, skipped, Optional.empty());
        }

        /** Creates the result of an element that is left out on purpose. */
        public static Mapped skipped(String why) {
            return of(List.of(), List.of(why));
        }

        /** Creates the result of an element that cannot be used. */
        public static Mapped rejected(RowRejected why) {
            return new Mapped(List.of(), List.of(), Optional.of(why));
        }
    }

    /**
     * An event before it is checked.
     *
     * @param kind its kind
     * @param fields its fields by their names in the schema
     */
    record Event(RecordKind<?> kind, ObjectNode fields) {}
}
