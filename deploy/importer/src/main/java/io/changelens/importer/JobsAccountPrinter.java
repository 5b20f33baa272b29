package io.changelens.importer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.stream.Collectors;

/** Formats the jobs' account of an import as text for people and as JSON for programs. */
final class JobsAccountPrinter {
    private JobsAccountPrinter() {}

    /** The account as text: one line, and one more for each kind of events that do not count. */
    static String text(JobsAccount account) {
        IntakeAccount jobs = account.intake();
        StringBuilder out = new StringBuilder();
        line(
                out,
                "the jobs read %,d events: %,d counted, %,d known already, %,d late, %,d rejected%s",
                jobs.read(),
                jobs.counted(),
                jobs.known(),
                jobs.late(),
                jobs.rejected(),
                jobs.unaccounted() == 0
                        ? "; none unaccounted for"
                        : String.format(Locale.ROOT, "; %,d UNACCOUNTED FOR", jobs.unaccounted()));
        examples(
                out,
                account.other(),
                "known already, with other content: an earlier event has the id and counts, this one does not; give each"
                        + " its own id");
        examples(out, account.same(), "known already, with the same content: importing again is safe");
        if (account.unnamed() > 0) {
            line(out, "  %,d known already were not compared: the topic is too long", account.unnamed());
        }
        examples(
                out,
                account.late(),
                "late: the jobs had read events that are too much newer (see docs/import.md#late-events)");
        if (account.lateCopies() > 0) {
            line(
                    out,
                    "  %,d late, with the same content as an event that was sent before: importing again is safe",
                    account.lateCopies());
        }
        account.rejected().forEach((rule, examples) -> examples(out, examples, "rejected by the jobs: " + rule));
        return out.toString();
    }

    private static void examples(StringBuilder out, Examples examples, String what) {
        if (examples.events() > 0) {
            line(
                    out,
                    "  %,d %s: %s%s",
                    examples.events(),
                    what,
                    examples.first().stream()
                            .map(example -> ImportReportPrinter.printable(example.toString()))
                            .collect(Collectors.joining(", ")),
                    examples.events() > examples.first().size() ? ", …" : "");
        }
    }

    private static void line(StringBuilder out, String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }

    /** Adds the account to the report as JSON. */
    static void addTo(ObjectNode json, JobsAccount account) {
        IntakeAccount jobs = account.intake();
        json.put("counted", jobs.counted());
        json.put("known", jobs.known());
        json.put("late", jobs.late());
        json.put("notCounted", jobs.notCounted());
        json.put("unaccounted", jobs.unaccounted());
        json.set("knownSame", examples(json, account.same()));
        json.set("knownOther", examples(json, account.other()));
        json.set("lateEvents", examples(json, account.late()));
        json.put("lateCopies", account.lateCopies());
        ObjectNode rejected = json.putObject("rejectedByJobs");
        account.rejected().forEach((rule, examples) -> rejected.set(rule, examples(json, examples)));
    }

    private static ObjectNode examples(ObjectNode json, Examples examples) {
        ObjectNode made = json.objectNode();
        made.put("events", examples.events());
        ArrayNode first = made.putArray("first");
        examples.first()
                .forEach(example -> first.addObject()
                        .put("value", example.value())
                        .put("file", example.place().file())
                        .put("line", example.place().line()));
        return made;
    }
}
