package io.changelens.mapping.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changelens.mapping.DocumentMapper;
import io.changelens.mapping.record.Pseudonyms;
import io.changelens.mapping.row.InputError;
import io.changelens.schemas.RecordKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of presets: one document and its headers to events of several kinds. */
class PresetKeysTest {
    private static final String REST =
            "occurredAt: {constant: \"2026-03-01T10:00:00Z\"}, service: {constant: web}, phase: {constant: ";

    @TempDir
    private Path folder;

    @Test
    void oneDocumentBecomesEventsOfSeveralKinds() {
        Mapping both = Mappings.mapping("""
                fields: {eventId: id, service: app, occurredAt: at, team: owner}
                emit:
                  - {kind: deployments, changeId: id, phase: {constant: STARTED}, when: "type = 'deploy'"}
                  - {kind: incidents, incidentId: id, phase: {constant: OPENED}, when: "type = 'broken'"}
                  - {kind: learning-activity, verb: {constant: v}, learner: {constant: l}, when: "type = 'deploy'"}
                otherwise: "${type}: not of interest"
                """);
        assertThat(both.kinds())
                .containsExactly(RecordKind.DEPLOYMENTS, RecordKind.INCIDENTS, RecordKind.LEARNING_ACTIVITY);
        String rest = ", app: web, at: \"2026-03-01T10:00:00Z\", owner: us}";
        assertThat(Mappings.results(both, "{id: a, type: deploy" + rest))
                .containsExactly(
                        "deployments {\"eventId\":\"a\",\"changeId\":\"a\",\"phase\":\"STARTED\",\"occurredAt\":"
                                + "\"2026-03-01T10:00:00Z\",\"service\":\"web\",\"team\":\"us\"}",
                        // Learning activity has no team.
                        "learning-activity {\"eventId\":\"a\",\"occurredAt\":\"2026-03-01T10:00:00Z\",\"verb\":\"v\","
                                + "\"service\":\"web\",\"learner\":\"l\"}");
        assertThat(Mappings.results(both, "{id: a, type: ping" + rest))
                .containsExactly("skipped: ping: not of interest");
        Mapping incidents = MappingReader.read(
                "my.yaml",
                Mappings.yaml("emit: [{kind: incidents, eventId: id, incidentId: id, " + REST + "OPENED}}]"),
                Optional.of(RecordKind.INCIDENTS),
                Optional.empty());
        assertThat(incidents.kinds()).containsExactly(RecordKind.INCIDENTS);
    }

    @Test
    void elementsAreMappedOneByOneAndSeeTheirDocument() {
        Mapping each = Mappings.deployments("""
                  title: document.group
                  version: headers.X-Version
                  team: {jsonata: "$document.group & $headers.`x-version`"}
                each: items
                """);
        assertThat(Mappings.results(
                        each, "{group: g, items: [{id: a}, {no: id}, 7, {id: b}]}", Map.of("x-VERSION", "9")))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .contains("\"title\":\"g\"", "\"version\":\"9\"", "\"team\":\"g9\"", "\"a\""),
                        second -> assertThat(second).startsWith("rejected: eventId: missing"),
                        third -> assertThat(third).isEqualTo("rejected: not a JSON object (7)"),
                        fourth -> assertThat(fourth).contains("\"eventId\":\"b\""));
        assertThat(Mappings.results(each, "{group: g}")).containsExactly("skipped: an empty list: items");
        assertThat(Mappings.results(each, "{items: {id: alone}}"))
                .singleElement()
                .asString()
                .contains("alone");
    }

    @Test
    void computedValuesAreReadByFieldsAndByLaterValues() {
        Mapping let = Mappings.deployments("""
                  title: "${let.short}!"
                  team: let.long
                let: {short: "$substring(name, 0, 3)", long: "$short & $short"}
                """);
        assertThat(Mappings.field(let, "title", "{id: a, name: abcdef}")).isEqualTo("abc!");
        assertThat(Mappings.field(let, "team", "{id: a, name: abcdef}")).isEqualTo("abcabc");
        assertThat(Mappings.field(let, "team", "{id: a}")).isEmpty();
    }

    @Test
    void listsOfRecords() {
        Mapping commits = Mappings.deployments("""
                  commits:
                    each: "commits[$not(author = 'bot')]"
                    fields: {id: sha, committedAt: {column: at, time: epoch-seconds}, filesChanged: {jsonata: "$count(files)"}}
                  collaboratingTeams: {jsonata: "teams.name"}
                """);
        assertThat(
                        Mappings.results(
                                commits,
                                "{id: a, teams: [{name: x}], commits: [{sha: c1, at: 1772359200, files: [f, g]}, {author: bot}, {sha: c2}]}"))
                .singleElement()
                .asString()
                .contains(
                        "\"commits\":[{\"id\":\"c1\",\"committedAt\":\"2026-03-01T10:00:00Z\",\"filesChanged\":2},"
                                + "{\"id\":\"c2\",\"filesChanged\":0}]",
                        "\"collaboratingTeams\":[\"x\"]");
        assertThat(Mappings.results(commits, "{id: a, commits: [{at: 1}]}"))
                .singleElement()
                .asString()
                .startsWith("rejected: commits: id: missing");
    }

    @Test
    void timesInSeveralFormsAndUnits() {
        Mapping times = Mappings.deployments("""
                  plannedStart: {column: a, time: [iso, "dd.MM.yyyy HH:mm z", epoch-nanos]}
                  plannedEnd: {column: b, time: epoch-micros}
                """);
        String begin = "2026-03-01T10:00:00Z";
        assertThat(Mappings.field(times, "plannedStart", "{id: a, a: \"2026-03-01 11:00+01:00\"}"))
                .isEqualTo(begin);
        assertThat(Mappings.field(times, "plannedStart", "{id: a, a: 01.03.2026 10:00 UTC}"))
                .isEqualTo(begin);
        assertThat(Mappings.field(times, "plannedStart", "{id: a, a: 1772359200000000001}"))
                .isEqualTo(begin);
        assertThat(Mappings.field(times, "plannedEnd", "{id: a, b: 1772359200123456}"))
                .isEqualTo("2026-03-01T10:00:00.123Z");
        assertThat(Mappings.results(times, "{id: a, a: soon}"))
                .containsExactly("rejected: plannedStart: a time in none of the 3 forms (soon)");
    }

    @Test
    void documentsOfOtherToolsAreRejected() {
        Mapping matching =
                Mappings.deployments("matches: [{header: X-Tool}, {column: tool, is: [a, b]}, {when: \"$exists(x)\"}]");
        assertThat(Mappings.results(matching, "{id: a}"))
                .containsExactly("rejected: not a document that my.yaml knows (its fields: id)");
        assertThat(Mappings.results(matching, "{id: a, tool: c}"))
                .singleElement()
                .asString()
                .startsWith("rejected");
        assertThat(Mappings.results(matching, "{id: a, tool: b}"))
                .singleElement()
                .asString()
                .startsWith("deployments");
        assertThat(Mappings.results(matching, "{id: a, x: 1}"))
                .singleElement()
                .asString()
                .startsWith("deployments");
        assertThat(Mappings.results(matching, "{id: a}", Map.of("x-tool", "1")))
                .singleElement()
                .asString()
                .startsWith("deployments");
    }

    @Test
    void skippedByWhatIsNotWantedAndByExpressions() {
        Mapping only = Mappings.deployments("""
                skip:
                  - {column: name, not: [viewed, left], why: other}
                  - {when: "$length(id) > 3", why: long}
                """);
        assertThat(Mappings.results(only, "[{id: a, name: viewed}, {id: b, name: x}, {id: long, name: left}, {id: c}]"))
                .satisfiesExactly(
                        kept -> assertThat(kept).startsWith("deployments"),
                        other -> assertThat(other).isEqualTo("skipped: other"),
                        expression -> assertThat(expression).isEqualTo("skipped: long"),
                        empty -> assertThat(empty).startsWith("deployments"));
    }

    @Test
    void anOptionalEventIsLeftOutByItsValue() {
        Mapping cancelled = Mappings.mapping("kind: deployments\nfields: {eventId: id, changeId: id, " + REST + """
                PLANNED}}
                emit:
                  - title: {constant: always}
                  - {phase: {column: state, values: {Abgebrochen: CANCELLED}}, optional: true}
                """);
        assertThat(Mappings.results(cancelled, "{id: a, state: Offen}"))
                .satisfiesExactly(
                        planned -> assertThat(planned).contains("PLANNED"),
                        left -> assertThat(left)
                                .isEqualTo(
                                        "skipped: emit[1]: phase \"Offen\" is not in the table of values, optional"));
        assertThat(Mappings.results(cancelled, "{id: a, state: Abgebrochen}"))
                .hasSize(2)
                .last()
                .asString()
                .contains("CANCELLED");
    }

    @Test
    void pseudonymsNeedAKeyAndDependOnIt() throws Exception {
        String mapping = """
                kind: learning-activity
                fields: {eventId: id, verb: {constant: v}, service: {constant: s}, occurredAt: at, learner: {column: mail, pseudonym: true}}
                """;
        assertThat(Mappings.failure(mapping))
                .isEqualTo("my.yaml.fields.learner: makes pseudonyms of persons and needs a key: --pseudonym-key FILE"
                        + " (`openssl rand -hex 32 > FILE` makes one; keep it, another key makes other pseudonyms)");
        String document = "{id: a, at: \"2026-03-01T10:00:00Z\", mail: \" ann@school.example \"}";
        String first = learner(mapping, "k".repeat(32), document);
        assertThat(first).matches("[A-Za-z0-9_-]{22}").isEqualTo(learner(mapping, "k".repeat(32) + "\n", document));
        assertThat(learner(mapping, "l".repeat(32), document)).isNotEqualTo(first);
        assertThatThrownBy(() -> learner(mapping, "short", document))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("needs at least 32 bytes");
    }

    private String learner(String mapping, String key, String document) throws Exception {
        Path file = Files.writeString(folder.resolve("key"), key);
        Mapping read = MappingReader.read(
                "my.yaml", Mappings.yaml(mapping), Optional.empty(), Optional.of(Pseudonyms.of(file)));
        return Mappings.field(read, "learner", document);
    }

    @Test
    void aMappingOverridesFieldsOfTheOneThatItExtends() throws Exception {
        Path own = Files.writeString(folder.resolve("own.yaml"), """
                extends: alertmanager
                skip: [{column: labels.env, is: [dev], why: development}]
                fields: {service: {column: labels.pod, values: {p-1: checkout}}}
                """);
        Mapping mapping = MappingFiles.read(own.toString(), Optional.empty(), Optional.empty());
        String alert =
                "{groupKey: g, alerts: [{status: firing, fingerprint: f, startsAt: \"2026-03-01T10:00:00Z\", labels: {pod: p-1, env: %s}}]}";
        assertThat(Mappings.field(mapping, "service", alert.formatted("prod"))).isEqualTo("checkout");
        assertThat(Mappings.results(mapping, alert.formatted("dev"))).containsExactly("skipped: development");
        Path circle = folder.resolve("circle.yaml");
        Files.writeString(circle, "extends: " + circle);
        assertThatThrownBy(() -> MappingFiles.read(circle.toString(), Optional.empty(), Optional.empty()))
                .hasMessageContaining("`extends` in a circle");
    }

    @Test
    void signaturesAreReadAndChecked() {
        Mapping signed = Mappings.deployments("""
                verify: [{hmac-sha256: X-Sig, prefix: "v1=", separator: ",", encoding: base64}, {token: X-T}, {bearer: true}]
                """);
        assertThat(signed.signatures())
                .containsExactly(
                        new SignatureRule(
                                SignatureRule.Scheme.HMAC_SHA256, "X-Sig", "v1=", ",", SignatureRule.Encoding.BASE64),
                        new SignatureRule(SignatureRule.Scheme.TOKEN, "X-T", "", "", SignatureRule.Encoding.HEX),
                        new SignatureRule(
                                SignatureRule.Scheme.BEARER, "Authorization", "", "", SignatureRule.Encoding.HEX));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
                    each: "items[" ~ my.yaml: "each": not a JSONata expression:
                    each: "$now()" ~ my.yaml: "each": $now is not available, because events depend on the document alone
                    let: {a-b: "1"} ~ my.yaml.let: "a-b" is no name: letters and digits only
                    let: {a: "("} ~ my.yaml.let: "a": not a JSONata expression:
                    otherwise: {x: y} ~ my.yaml.otherwise: unknown key "x" (known: jsonata)
                    verify: {md5: X} ~ my.yaml.verify: unknown key "md5"
                    verify: {prefix: X} ~ my.yaml.verify: needs exactly one of hmac-sha256, token,
                    verify: {token: X, prefix: y} ~ my.yaml.verify: `prefix`, `separator` and `encoding` belong to `hmac-sha256`
                    verify: [{bearer: false}] ~ my.yaml.verify[0]: `bearer` is written bearer: true
                    matches: {} ~ my.yaml.matches: needs one of `header`, `column`, `when`
                    matches: {hedaer: x} ~ my.yaml.matches: unknown key "hedaer"
                    skip: [{column: a, is: b, not: c}] ~ my.yaml.skip[0]: has `is` and `not`
                    emit: [{kind: deploys}] ~ my.yaml.emit[0]: kind "deploys" is none of deployments, incidents,
                    emit: [{when: "1 +"}] ~ my.yaml.emit[0]: "when": not a JSONata expression:
                    emit: [{commits: {each: x}}] ~ my.yaml.emit[0].commits: `each` needs `fields`
                    emit: [{commits: {each: x, fields: {shaa: y}}}] ~ my.yaml.emit[0].commits.fields: unknown field "shaa" (known: id,
                    emit: [{title: {each: x, fields: {id: y}}}] ~ my.yaml.emit[0].title: `each` is for lists of records, and title is none
                    emit: [{title: {column: x, fields: {id: y}}}] ~ my.yaml.emit[0].title: `fields` belongs to `each`
                    emit: [{plannedStart: {column: x, pseudonym: true}}] ~ my.yaml.emit[0].plannedStart: `pseudonym` is for texts
                    """)
    void slipsAreToldInOneLine(String line, String message) {
        String rest = "\nkind: deployments\nfields: {eventId: id, changeId: id, " + REST + "STARTED}}";
        assertThat(Mappings.failure(line + rest)).startsWith(message).doesNotContain("\n");
    }

    @Test
    void aFieldThatNoKindHas() {
        assertThat(Mappings.failure("fields: {nonsense: a}\nemit: [{kind: incidents}, {kind: deployments}]"))
                .startsWith("my.yaml.fields: unknown field \"nonsense\" (known: eventId, incidentId,");
        assertThat(Mappings.failure("emit: [{eventId: a}]"))
                .startsWith("my.yaml.emit[0]: says no `kind`: one of deployments, incidents,");
    }

    /** Release windows have a field that is called like the key. */
    @Test
    void theFieldKindOfReleaseWindows() {
        Mapping windows = Mappings.mapping("""
                kind: release-windows
                fields: {windowId: id, title: id, valueStreams: {constant: [s]}, startsAt: from, endsAt: to, kind: what}
                emit: [{}, {windowId: "${id}/2", kind: {constant: EXAM}}, {windowId: "${id}/3", kind: what}]
                """);
        assertThat(Mappings.results(
                        windows, "{id: a, what: FREEZE, from: \"2026-03-01T10:00:00Z\", to: \"2026-03-02T10:00:00Z\"}"))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("release-windows").contains("\"kind\":\"FREEZE\""),
                        second -> assertThat(second).contains("\"kind\":\"EXAM\""),
                        third -> assertThat(third).contains("\"kind\":\"FREEZE\""));
    }

    /** As HTTP and Kafka carry them, in both modes. */
    @Test
    void cloudEventsAreOpened() {
        Mapping preset = Mappings.deployments("  title: headers.ce-type\n  version: headers.ce-subject\n");
        String envelope =
                "{specversion: \"1.0\", type: t, source: /s, id: e-1, subject: v, datacontenttype: application/json, ";
        List<String> opened = Mappings.results(preset, envelope + "data: {id: a}}");
        assertThat(opened)
                .singleElement()
                .asString()
                .contains("\"eventId\":\"a\"", "\"title\":\"t\"", "\"version\":\"v\"");
        assertThat(Mappings.results(preset, envelope + "data_base64: eyJpZCI6ICJhIn0=}"))
                .isEqualTo(opened);
        assertThat(Mappings.results(preset, "{id: a}", Map.of("Ce-Type", "t", "ce-subject", "v")))
                .isEqualTo(opened);
        assertThat(Mappings.results(preset, "{id: a}", Map.of("ce_type", "t", "ce_subject", "v")))
                .isEqualTo(opened);
        assertThat(Mappings.results(preset, "[" + envelope + "data: 7}, " + envelope + "data_base64: eyI=}]"))
                .satisfiesExactly(
                        number -> assertThat(number).isEqualTo("rejected: a CloudEvent without a JSON object (t)"),
                        broken -> assertThat(broken).startsWith("rejected: a CloudEvent whose data are no JSON"));
    }

    @Test
    void aDocumentHasAtMostAThousandEvents() {
        Mapping each = Mappings.deployments("each: \"[1..$number(n)].{'id': $string($)}\"");
        assertThat(Mappings.outcomes(each, "{n: 1000}", Map.of())).hasSize(DocumentMapper.MAX_EVENTS);
        assertThat(Mappings.results(each, "{n: 1001}"))
                .isEqualTo(List.of("rejected: more than 1000 events of one document"));
    }
}
