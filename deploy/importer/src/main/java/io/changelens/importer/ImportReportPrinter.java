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

    /** The report as text, several lines. */
    public static String text(ImportReport account) {
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "%s from %d %s: %,d rows read, %,d events, %s, %,d skipped, %,d rejected, in %.1f s%n",
                account.kind().topic(),
                account.files(),
                account.files() == 1 ? "file" : "files",
                account.read(),
                account.events(),
                account.dryRun() ? "none sent (dry run)" : String.format(Locale.ROOT, "%,d sent", account.sent()),
                account.skipped().rows(),
                account.rejected().rows(),
                account.took().toMillis() / 1000.0));
        account.firstEvent()
                .ifPresent(first -> out.append("  from ")
                        .append(first)
                        .append(" to ")
                        .append(account.lastEvent().orElse(first))
                        .append(System.lineSeparator()));
        reasons(out, "skipped", account.skipped().entries());
        reasons(out, "rejected", account.rejected().entries());
        reasons(out, "held back", account.heldBack().entries());
        reasons(out, "same id", account.repeatedIds().entries());
        reasons(out, "service not in the catalog", account.unknownServices().entries());
        reasons(
                out,
                "environment that does not count as production",
                account.otherEnvironments().entries());
        return out.toString();
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

    /** The report as JSON, whose fields are a public contract. */
    public static String json(ImportReport account) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("kind", account.kind().topic());
        json.put("read", account.read());
        json.put("events", account.events());
        json.put("sent", account.sent());
        json.set("skipped", reasons(account.skipped()));
        json.set("rejected", reasons(account.rejected()));
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
        json.put("exitCode", account.exitCode());
        json.put("seconds", account.took().toMillis() / 1000.0);
        return json.toPrettyString();
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
