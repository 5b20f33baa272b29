package io.changelens.importer;

import io.changelens.schemas.RecordKind;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The reports of an import: one for each kind of records, over the same rows.
 *
 * @param rows the rows
 * @param kinds the reports of the kinds, at least one
 */
public record ImportReports(RowReport rows, List<ImportReport> kinds) {

    /** The report of an import of one kind, or of the first of several. */
    public ImportReport first() {
        return kinds.get(0);
    }

    /** Names of the kinds, separated by commas. */
    public String names() {
        return kinds.stream().map(ImportReport::kind).map(RecordKind::topic).collect(Collectors.joining(", "));
    }

    /** Number of events of all kinds. */
    public long events() {
        return kinds.stream().mapToLong(ImportReport::events).sum();
    }

    /** Number of events of all kinds that the broker has acknowledged. */
    public long sent() {
        return kinds.stream().mapToLong(ImportReport::sent).sum();
    }

    /**
     * Exit code of the command: 1 if rows were rejected and there is no event of any kind; {@link ImportReport#PARTLY} if
     * some events of a kind do not count; otherwise 0.
     */
    public int exitCode() {
        if (events() == 0) {
            return first().exitCode();
        }
        return kinds.stream()
                .filter(kind -> kind.events() > 0)
                .mapToInt(ImportReport::exitCode)
                .max()
                .orElse(0);
    }
}
