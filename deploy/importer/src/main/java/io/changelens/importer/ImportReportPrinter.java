package io.changelens.importer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Formats an import report as text for people or as JSON for programs. */
public final class ImportReportPrinter {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ImportReportPrinter() {}

    /** The reports as text, several lines. */
    public static String text(ImportReports reports) {
        RowReport rows = reports.rows();
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "%s from %d %s: %,d rows read, %,d events, %s, %,d skipped, %,d rejected, in %.1f s%n",
                reports.names(),
                rows.files(),
                rows.files() == 1 ? "file" : "files",
                rows.read(),
                reports.events(),
                rows.dryRun() ? "none sent (dry run)" : String.format(Locale.ROOT, "%,d sent", reports.sent()),
                rows.skipped().rows(),
                rows.rejected().rows(),
                rows.took().toMillis() / 1000.0));
        boolean several = reports.kinds().size() > 1;
        for (ImportReport kind : reports.kinds()) {
            kind.firstEvent().ifPresent(first -> {
                String what = several
                        ? String.format(
                                Locale.ROOT, "%s: %,d events ", kind.kind().topic(), kind.events())
                        : "";
                Instant last = kind.lastEvent().orElse(first);
                out.append(String.format(Locale.ROOT, "  %sfrom %s to %s%n", what, first, last));
            });
        }
        reasons(out, "skipped", rows.skipped().entries());
        reasons(out, "rejected", rows.rejected().entries());
        reports.kinds().forEach(kind -> notes(out, kind));
        return out.toString();
    }

    /** The report of an import of one kind as text, several lines. */
    public static String text(ImportReport report) {
        return text(new ImportReports(report.rows(), List.of(report)));
    }

    private static void notes(StringBuilder out, ImportReport account) {
        reasons(out, "held back", account.heldBack().entries());
        reasons(out, "same id", account.repeatedIds().entries());
        reasons(out, "service not in the catalog", account.unknownServices().entries());
        reasons(
                out,
                "environment that does not count as production",
                account.otherEnvironments().entries());
    }

    /** The jobs' account as text, several lines, and what the import left outdated; empty if there is neither. */
    public static String ofJobs(ImportReport account) {
        return account.jobs().map(JobsAccountPrinter::text).orElse("")
                + account.outdated().map(ImportReportPrinter::outdated).orElse("")
                + account.unmeasuredUntil().map(ImportReportPrinter::unmeasured).orElse("");
    }

    private static String unmeasured(Instant until) {
        return String.format(
                Locale.ROOT,
                "some came after the outcomes of their time: effects and attributions before %s UTC do not take them"
                        + " into account; `./changelens up --recompute` computes them again%n",
                MINUTE.format(until));
    }

    private static String outdated(OutdatedOutcomes outcomes) {
        return String.format(
                Locale.ROOT,
                "%,d %s of outcomes until %s UTC %s computed by an earlier catalog;"
                        + " `./changelens query outdated-outcomes` lists them; `./changelens up --recompute` computes"
                        + " them again%n",
                outcomes.hours(),
                outcomes.hours() == 1 ? "hour" : "hours",
                MINUTE.format(outcomes.until()),
                outcomes.hours() == 1 ? "was" : "were");
    }

    private static void reasons(StringBuilder out, String verb, List<ReasonCounts.Entry> entries) {
        for (ReasonCounts.Entry entry : entries) {
            String places = entry.firstPlaces().stream()
                    .map(ReasonCounts.Place::toString)
                    .collect(Collectors.joining(", "));
            out.append(String.format(Locale.ROOT, "  %s %,d: %s", verb, entry.rows(), entry.reason()));
            out.append(entry.example().isEmpty() ? "" : " (first: " + printable(entry.example()) + ")");
            out.append(" at ").append(places);
            out.append(entry.rows() > entry.firstPlaces().size() ? ", …" : "").append(System.lineSeparator());
        }
    }

    /** Replaces control characters, so that the content of a file cannot control the terminal. */
    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    /**
     * The reports as JSON, whose fields are a public contract. An import of several kinds has the fields of each kind in
     * the list {@code kinds}, beside the sums.
     */
    public static String json(ImportReports reports) {
        if (reports.kinds().size() == 1) {
            return json(reports.first());
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        addRows(json, reports.names(), reports.rows(), reports.events(), reports.sent());
        ArrayNode kinds = json.putArray("kinds");
        for (ImportReport report : reports.kinds()) {
            ObjectNode kind = kinds.addObject();
            kind.put("kind", report.kind().topic());
            kind.put("events", report.events());
            kind.put("sent", report.sent());
            addEvents(kind, report);
        }
        addEnd(json, reports.exitCode(), reports.rows());
        return json.toPrettyString();
    }

    /** The report of an import of one kind as JSON. */
    public static String json(ImportReport account) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        addRows(json, account.kind().topic(), account.rows(), account.events(), account.sent());
        addEvents(json, account);
        addEnd(json, account.exitCode(), account.rows());
        return json.toPrettyString();
    }

    private static void addRows(ObjectNode json, String kind, RowReport rows, long events, long sent) {
        json.put("kind", kind);
        json.put("read", rows.read());
        json.put("events", events);
        json.put("sent", sent);
        json.set("skipped", reasons(rows.skipped()));
        json.set("rejected", reasons(rows.rejected()));
    }

    private static void addEnd(ObjectNode json, int exitCode, RowReport rows) {
        json.put("exitCode", exitCode);
        json.put("seconds", rows.took().toMillis() / 1000.0);
    }

    private static void addEvents(ObjectNode json, ImportReport account) {
        json.put("firstEvent", account.firstEvent().map(Instant::toString).orElse(null));
        json.put("lastEvent", account.lastEvent().map(Instant::toString).orElse(null));
        json.set("heldBack", reasons(account.heldBack()));
        json.set("repeatedIds", reasons(account.repeatedIds()));
        json.set("unknownServices", reasons(account.unknownServices()));
        json.set("otherEnvironments", reasons(account.otherEnvironments()));
        account.jobs().ifPresent(jobs -> JobsAccountPrinter.addTo(json, jobs));
        account.outdated()
                .ifPresent(outcomes -> json.putObject("outdatedOutcomes")
                        .put("hours", outcomes.hours())
                        .put("until", outcomes.until().toString()));
        account.unmeasuredUntil().ifPresent(until -> json.put("unmeasuredUntil", until.toString()));
    }

    private static ArrayNode reasons(ReasonCounts tally) {
        ArrayNode reasons = JsonNodeFactory.instance.arrayNode();
        for (ReasonCounts.Entry entry : tally.entries()) {
            ObjectNode reason = reasons.addObject();
            reason.put("reason", entry.reason());
            reason.put("rows", entry.rows());
            ArrayNode lines = reason.putArray("firstLines");
            ArrayNode files = reason.putArray("firstFiles");
            entry.firstPlaces().forEach(place -> {
                lines.add(place.line());
                files.add(place.file());
            });
            reason.put("example", entry.example());
        }
        return reasons;
    }
}
