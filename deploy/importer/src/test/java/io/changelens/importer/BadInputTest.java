package io.changelens.importer;

import static io.changelens.importer.Fixture.DEPLOYMENT_HEADER;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.changelens.mapping.row.RecordLimit;
import io.changelens.schemas.RecordKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What users bring, and what they are told.
 *
 * <p>One file: a catalogue of inputs that cannot be used.
 */
class BadInputTest {
    private static final String ROW = "1,c1,SUCCEEDED,2024-03-01T10:00:00Z,checkout";
    private static final String GOOD = DEPLOYMENT_HEADER + "\n" + ROW + "\n";

    @TempDir
    private Path folder;

    @Test
    void aMissingFile() {
        assertThat(failure(folder.resolve("none.csv"))).endsWith("none.csv: no such file");
    }

    @Test
    void aDirectory() {
        assertThat(failure(folder)).endsWith(": is a directory");
    }

    @Test
    void anUnknownFormat() {
        assertThat(failure(write("x.dat", GOOD))).contains("x.dat: its name does not tell the format");
    }

    @Test
    void binaryJunk() {
        byte[] junk = {1, 2, 0, 3};
        assertThat(failure(Fixture.file(folder, "x.csv", junk))).endsWith("x.csv: is a binary file, not csv");
        assertThat(failure(Fixture.file(folder, "x.jsonl", junk))).endsWith("x.jsonl: is a binary file, not json");
    }

    @Test
    void aWorkbook() {
        assertThat(failure(write("x.csv", "PK\u0003\u0004")))
                .endsWith("x.csv: is a ZIP archive or a workbook; unpack it, or save it as CSV");
    }

    @Test
    void utf16() {
        ImportReport account = read(Fixture.file(folder, "x.csv", ("\ufeff" + GOOD).getBytes(UTF_16LE)));
        assertThat(account.events()).isEqualTo(account.read()).isPositive();
    }

    @Test
    void anEmptyFile() {
        assertThat(failure(write("x.csv", ""))).endsWith("x.csv: is empty, without even a header line");
    }

    @Test
    void aHeaderWithoutRowsAndJsonLinesWithoutLinesAreFine() {
        assertThat(read(write("x.csv", DEPLOYMENT_HEADER + "\n")).exitCode()).isZero();
        assertThat(read(write("x.jsonl", "")).exitCode()).isZero();
    }

    @Test
    void aRowThatIsTooLargeForKafkaIsRejectedAlone() {
        String commits = "{\"id\":\"" + "0".repeat(40) + "\",\"committedAt\":\"2024-03-01T10:00:00Z\"},";
        ImportReport report = read(write(
                "x.jsonl",
                deploymentWith("1", "")
                        + deploymentWith("2", commits.repeat(30_000))
                        + deploymentWith("3", commits.repeat(5_000))));
        assertThat(report.events()).isEqualTo(2);
        assertThat(report.rejected().entries()).singleElement().satisfies(entry -> {
            assertThat(entry.reason()).isEqualTo("too-large");
            assertThat(entry.example())
                    .matches("an event of 1,[0-9]{3},[0-9]{3} bytes, and at most 1,000,000 are possible");
            assertThat(entry.firstPlaces()).containsExactly(new ReasonCounts.Place("x.jsonl", 2));
        });
    }

    private static String deploymentWith(String id, String commits) {
        return "{\"eventId\":\"" + id + "\",\"changeId\":\"" + id
                + "\",\"phase\":\"SUCCEEDED\",\"occurredAt\":\"2024-03-01T10:00:00Z\",\"service\":\"web\",\"commits\":["
                + commits.replaceFirst(",$", "") + "]}\n";
    }

    @Test
    void wrongColumns() {
        assertThat(failure(write("x.csv", "eventId,changeId,phase,time,service\n")))
                .endsWith("x.csv: its columns are not those of deployments; missing: occurredAt; unknown: time;"
                        + " the file has: eventId, changeId, phase, time, service (foreign columns need --mapping)");
    }

    @Test
    void aColumnThatTheMappingReadsAndTheFileLacks() {
        Path file = write("x.csv", "id,time\n");
        assertThat(Fixture.failure(
                        () -> Fixture.dryRun(RecordKind.DEPLOYMENTS, Optional.of(Fixture.deployments()), file)))
                .endsWith("x.csv: has no column \"at\", which my.yaml reads for occurredAt; the file has: id, time");
    }

    @Test
    void aColumnTwice() {
        assertThat(failure(write("x.csv", DEPLOYMENT_HEADER + ",phase\n")))
                .endsWith("x.csv: the column \"phase\" occurs twice");
    }

    @Test
    void raggedRows() {
        ImportReport account = read(write("x.csv", GOOD + "2,c2\n" + ROW + ",more\n" + ROW + "\n"));
        assertThat(account.events()).isEqualTo(2);
        assertThat(account.rejected().entries())
                .extracting(
                        ReasonCounts.Entry::reason,
                        ReasonCounts.Entry::rows,
                        e -> e.firstPlaces().toString(),
                        ReasonCounts.Entry::example)
                .containsExactly(
                        tuple("ragged row", 2L, "[x.csv:3, x.csv:4]", "2 cells where the header has 5 columns"));
    }

    @Test
    void aQuoteLeftOpen() {
        assertThat(failure(write("x.csv", GOOD + "2,\"c2,SUCCEEDED\n" + ROW + "\n")))
                .contains("x.csv, after line 2: ")
                .endsWith("; nothing was sent");
    }

    @Test
    void aRecordWithoutEnd() {
        String endless = "\"" + "x".repeat(RecordLimit.LONGEST + 100_000);
        assertThat(failure(write("x.csv", GOOD + endless)))
                .endsWith("x.csv, after line 2: the record that begins at line 3 is longer than 16 MB (is a quote left"
                        + " open?); nothing was sent");
        assertThat(failure(write("x.jsonl", endless)))
                .endsWith("x.jsonl: line 1 is longer than 16 MB; nothing was sent");
    }

    @Test
    void aBrokenGzip() throws IOException {
        byte[] whole = gzip(GOOD.repeat(1) + (ROW + "\n").repeat(50_000));
        Path cut = Fixture.file(folder, "cut.csv.gz", Arrays.copyOf(whole, whole.length / 2));
        assertThat(failure(cut))
                .contains("cut.csv.gz, after line ")
                .endsWith("the gzip stream is broken or cut off; nothing was sent");
        byte[] damaged = whole.clone();
        damaged[whole.length - 6] ^= 0x55;
        assertThat(failure(Fixture.file(folder, "damaged.csv.gz", damaged))).contains("gzip stream is broken");
        Path stub = Fixture.file(folder, "stub.csv.gz", new byte[] {0x1f, (byte) 0x8b});
        assertThat(failure(stub)).endsWith("stub.csv.gz: the gzip stream is broken or cut off; nothing was sent");
    }

    @Test
    void gzipIsSeenByItsContent() throws IOException {
        assertThat(read(Fixture.file(folder, "plain-name.csv", gzip(GOOD))).events())
                .isEqualTo(1);
        assertThat(read(write("not-zipped.csv.gz", GOOD)).events()).isEqualTo(1);
    }

    @Test
    void byteOrderMarkAndCarriageReturnsAndQuotes() {
        String content = "\ufeff" + GOOD.replace("\n", "\r\n")
                + "2,\"c,\r\n\"\"2\"\"\",SUCCEEDED,2024-03-01T10:00:00Z,checkout\r\n";
        assertThat(Fixture.encoded(RecordKind.DEPLOYMENTS, Optional.empty(), write("x.csv", content)))
                .extracting(event -> new String(event.key(), UTF_8))
                .containsExactly("c1", "c,\r\n\"2\"");
    }

    @Test
    void textThatIsNotUtf8CostsItsRow() {
        String bad = GOOD + ROW.replace("c1", "é") + "\n" + ROW + "\n";
        assertRejected(
                Fixture.file(folder, "x.csv", bad.getBytes(ISO_8859_1)),
                "not UTF-8; say its `encoding:` in a mapping, such as windows-1252 or GBK",
                3);
        String json = "{\"eventId\":\"é\"}\n";
        assertRejected(
                Fixture.file(folder, "x.jsonl", json.getBytes(ISO_8859_1)),
                "not UTF-8; say its `encoding:` in a mapping, such as windows-1252 or GBK",
                1);
    }

    @Test
    void brokenJson() {
        assertRejected(write("a.jsonl", "\n{\"eventId\": 1\n"), "not JSON", 2);
        assertRejected(write("b.jsonl", "{} {}\n"), "not JSON", 1);
        assertRejected(write("c.jsonl", "{\"a\":1,\"a\":2}\n"), "not JSON", 1);
        assertRejected(write("d.jsonl", "7\n"), "not a JSON object", 1);
        assertRejected(write("e.jsonl", "{\"a\":" + "[".repeat(5000) + "\n"), "not JSON", 1);
        assertRejected(write("f.jsonl", "{\"what\":1}\n"), "eventId: missing", 1);
    }

    @Test
    void brokenDocumentsOverSeveralLinesStopTheImport() {
        assertRejected(write("x.json", "[\n{\n}\n]"), "eventId: missing", 2);
        assertThat(failure(write("y.json", "[\n{},\n{\"a\": }\n]")))
                .contains("y.json, after line 3: not JSON at line 3: ")
                .endsWith("; nothing was sent");
        assertThat(failure(write("z.json", "{\n\"a\": 1,\n")))
                .contains("not JSON at line ")
                .endsWith("; nothing was sent");
    }

    @Test
    void valuesThatTheContractDoesNotTake() {
        assertRejected(row("occurredAt", "yesterday"), "occurredAt: not an ISO 8601 time", 1);
        assertRejected(
                row("phase", "BEGUN"),
                "phase: not one of UNKNOWN, PLANNED, APPROVED, STARTED, SUCCEEDED, FAILED, ROLLED_BACK, CANCELLED",
                1);
        assertRejected(row("commits", "{}"), "commits: not a list", 1);
        assertRejected(row("tags", "x"), "unknown field", 1);
    }

    @Test
    void rulesOfTheJobs() {
        assertRejected(row("occurredAt", "1999-01-01T00:00:00Z"), "implausible-time", 1);
        assertRejected(row("occurredAt", "2098-01-01T00:00:00Z"), "future-time", 1);
        assertRejected(row("occurredAt", "2999-01-01T00:00:00Z"), "implausible-time", 1);
        assertRejected(row("phase", "UNKNOWN"), "unknown-phase", 1);
    }

    private Path row(String field, String value) {
        String json = "{\"eventId\":\"1\",\"changeId\":\"1\",\"service\":\"s\",\"phase\":\"STARTED\","
                + "\"occurredAt\":\"2024-03-01T10:00:00Z\"}";
        String shown = value.equals("{}") ? value : "\"" + value + "\"";
        String changed = json.contains("\"" + field + "\"")
                ? json.replaceFirst("\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":" + shown)
                : json.replaceFirst("}", ",\"" + field + "\":" + shown + "}");
        return write("row.jsonl", changed + "\n");
    }

    private void assertRejected(Path file, String reason, long line) {
        ImportReport account = read(file);
        assertThat(account.rejected().entries())
                .extracting(
                        ReasonCounts.Entry::reason, e -> e.firstPlaces().get(0).line())
                .containsExactly(tuple(reason, line));
        assertThat(account.read())
                .isEqualTo(account.events() + account.rejected().rows());
    }

    private Path write(String name, String content) {
        return Fixture.file(folder, name, content);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static ImportReport read(Path file) {
        return Fixture.dryRun(RecordKind.DEPLOYMENTS, Optional.empty(), file);
    }

    private static String failure(Path file) {
        return Fixture.failure(() -> read(file));
    }
}
