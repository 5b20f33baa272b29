package io.changelens.importer;

import io.changelens.mapping.DocumentMapper.Outcome;
import io.changelens.mapping.OpenFile;
import io.changelens.mapping.record.EventEncoder.Encoded;
import io.changelens.mapping.record.EventJson;
import io.changelens.mapping.row.InputFile;
import io.changelens.mapping.row.Row;
import io.changelens.mapping.row.RowRejected;
import io.changelens.mapping.rule.Mapping;
import io.changelens.schemas.RecordKind;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Prints the events that rows become, one a line, and why others become none. Sends nothing. */
public final class ShownEvents {
    private final RecordKind<?> kind;
    private final Optional<Mapping> mapping;
    private final PrintStream out;
    private final int most;
    private int shown;
    private int rejected;

    /**
     * Prepares.
     *
     * @param kind kind of the records where there is no mapping
     * @param mapping maps columns to fields; empty if the columns have the names of the contract's fields
     * @param most after how many events to stop
     * @param out receives the lines
     */
    public ShownEvents(RecordKind<?> kind, Optional<Mapping> mapping, int most, PrintStream out) {
        this.kind = kind;
        this.mapping = mapping;
        this.most = most;
        this.out = out;
    }

    /**
     * Reads files and prints their events.
     *
     * @return exit code of the command: 1 if rows were rejected and there was no event, otherwise 0
     */
    public int show(List<InputFile> files) {
        for (InputFile file : files) {
            if (shown < most) {
                show(file);
            }
        }
        return shown == 0 && rejected > 0 ? 1 : 0;
    }

    private void show(InputFile file) {
        long line = 0;
        try (OpenFile open = OpenFile.open(file, kind, mapping, new AtomicLong())) {
            boolean more = true;
            while (more && shown < most) {
                more = showRow(open);
                line = open.rows().line();
            }
        } catch (IOException e) {
            throw file.unreadable(e, line);
        }
    }

    private boolean showRow(OpenFile open) throws IOException {
        try {
            Optional<Row> row = open.rows().read();
            row.ifPresent(
                    read -> open.mapper().map(read, System.currentTimeMillis()).forEach(it -> show(open, it)));
            return row.isPresent();
        } catch (RowRejected e) {
            reject(open, e);
            return true;
        }
    }

    private void show(OpenFile open, Outcome outcome) {
        for (Encoded event : outcome.events()) {
            if (shown < most) {
                shown++;
                print(open, event.kind() + " " + EventJson.of(event.event()));
            }
        }
        outcome.skipped().forEach(why -> print(open, "skipped: " + why));
        outcome.rejected().ifPresent(why -> reject(open, why));
    }

    private void reject(OpenFile open, RowRejected why) {
        rejected++;
        print(open, "rejected: " + why.line());
    }

    private void print(OpenFile open, String what) {
        out.println(open.file().name() + ":" + open.rows().line() + " " + ImportReportPrinter.printable(what));
    }
}
