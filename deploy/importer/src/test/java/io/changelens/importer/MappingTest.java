package io.changelens.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.changelens.mapping.rule.Mapping;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.ChangeType;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.RecordKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every construct of the mapping language.
 *
 * <p>One file: a catalogue of what a mapping can say.
 */
class MappingTest {
    private static final String AT = "2024-03-01T10:00:00Z";

    @TempDir
    private Path folder;

    @Test
    void aTextIsAColumn() {
        assertThat(one(Fixture.deployments("version: tag"), "id,at,tag", "1," + AT + ",v7")
                        .getVersion())
                .isEqualTo("v7");
    }

    @Test
    void aTemplateTakesColumnsLineAndFile() {
        List<DeploymentEvent> events =
                csv(Fixture.deployments("title: \"${id} of ${file} line ${line}\""), "id,at", "1," + AT, "2," + AT);
        assertThat(events)
                .extracting(DeploymentEvent::getTitle)
                .containsExactly("1 of x.csv line 1", "2 of x.csv line 2");
    }

    @Test
    void aTemplateWithAnEmptyColumnIsEmptyWhereTheFieldMayBe() {
        assertThat(one(Fixture.deployments("title: \"${id} ${tag}\""), "id,at,tag", "1," + AT + ",")
                        .getTitle())
                .isNull();
    }

    @Test
    void aTemplateWithAnEmptyColumnRejectsTheRowWhereTheFieldIsNeeded() {
        Mapping mapping = Fixture.mapping(RecordKind.DEPLOYMENTS, """
                fields:
                  eventId: "${id}/${commit}"
                  changeId: id
                  phase: {constant: SUCCEEDED}
                  service: {constant: checkout}
                  occurredAt: at
                """);
        Path file = Fixture.file(folder, "x.csv", "id,at,commit\n1," + AT + ",\n2," + AT + ",c\n");
        ImportReport account = Fixture.dryRun(RecordKind.DEPLOYMENTS, Optional.of(mapping), file);
        assertThat(account.events()).isEqualTo(1);
        assertThat(account.rejected().entries())
                .containsExactly(new ReasonCounts.Entry(
                        "eventId: missing",
                        1,
                        List.of(new ReasonCounts.Place("x.csv", 2)),
                        "a column of \"${id}/${commit}\" is empty"));
    }

    @Test
    void aConstantIsTheSameInEveryRow() {
        assertThat(one(Fixture.deployments("changeType: {constant: EMERGENCY}"), "id,at", "1," + AT)
                        .getChangeType())
                .isEqualTo(ChangeType.EMERGENCY);
    }

    @Test
    void aTableTranslatesAndTheDefaultTakesTheRest() {
        List<DeploymentEvent> events = csv(
                Fixture.deployments(
                        "changeType: {column: type, values: {hotfix: EMERGENCY, usual: STANDARD}, default: NORMAL}"),
                "id,at,type",
                "1," + AT + ",hotfix",
                "2," + AT + ",usual",
                "3," + AT + ",odd",
                "4," + AT + ",");
        assertThat(events)
                .extracting(DeploymentEvent::getChangeType)
                .containsExactly(ChangeType.EMERGENCY, ChangeType.STANDARD, ChangeType.NORMAL, ChangeType.NORMAL);
    }

    @Test
    void aValueOutsideATableWithoutDefaultRejectsTheRow() {
        Path file = Fixture.file(folder, "x.csv", "id,at,type\n1," + AT + ",odd\n");
        ImportReport account = Fixture.dryRun(
                RecordKind.DEPLOYMENTS,
                Optional.of(Fixture.deployments("changeType: {column: type, values: {hotfix: EMERGENCY}}")),
                file);
        assertThat(account.rejected().entries())
                .containsExactly(new ReasonCounts.Entry(
                        "changeType: not in the table of values",
                        1,
                        List.of(new ReasonCounts.Place("x.csv", 2)),
                        "odd"));
    }

    @Test
    void aDefaultStandsInForAnEmptyColumn() {
        assertThat(one(
                                Fixture.deployments("environment: {column: env, default: staging}"),
                                "id,at,env",
                                "1," + AT + ",")
                        .getEnvironment())
                .isEqualTo("staging");
    }

    @Test
    void anEmptyOptionalColumnLeavesTheContractsDefault() {
        assertThat(one(Fixture.deployments("environment: env"), "id,at,env", "1," + AT + ",")
                        .getEnvironment())
                .isEqualTo("production");
    }

    @Test
    void timesHaveFormatsAndZones() {
        DeploymentEvent event = one(
                Fixture.deployments(
                        "plannedStart: {column: a, time: epoch-seconds}",
                        "plannedEnd: {column: b, time: epoch-millis}",
                        "actualStart: {column: c, time: \"dd/MM/yyyy HH:mm\", zone: Europe/London}",
                        "actualEnd: {column: d, time: iso, zone: Europe/Berlin}"),
                "id,at,a,b,c,d",
                "1," + AT + ",1709287200.5,1709287200750,01/07/2024 12:30,2024-07-01 14:00");
        assertThat(event.getPlannedStart()).isEqualTo(Instant.parse("2024-03-01T10:00:00.500Z"));
        assertThat(event.getPlannedEnd()).isEqualTo(Instant.parse("2024-03-01T10:00:00.750Z"));
        assertThat(event.getActualStart()).isEqualTo(Instant.parse("2024-07-01T11:30:00Z"));
        assertThat(event.getActualEnd()).isEqualTo(Instant.parse("2024-07-01T12:00:00Z"));
    }

    @Test
    void daysCountFromAStartDateThatAnotherColumnTells() {
        Mapping mapping = Fixture.mapping(RecordKind.DEPLOYMENTS, """
                fields:
                  eventId: id
                  changeId: id
                  phase: {constant: SUCCEEDED}
                  service: {constant: checkout}
                  occurredAt:
                    days: day
                    start: {by: "${year}-${term}", dates: {2024-A: 2024-03-30}}
                    at: "09:15"
                    zone: Europe/London
                """);
        List<DeploymentEvent> events = csv(mapping, "id,year,term,day", "1,2024,A,-1", "2,2024,A,3");
        assertThat(events)
                .extracting(DeploymentEvent::getOccurredAt)
                .containsExactly(Instant.parse("2024-03-29T09:15:00Z"), Instant.parse("2024-04-02T08:15:00Z"));
    }

    @Test
    void listsAreSplitAndMayLeaveOutTheirBegin() {
        DeploymentEvent event = one(
                Fixture.deployments(
                        "rolloutScope: {column: cohorts, split: \"|\"}",
                        "collaboratingTeams: {column: teams, split: \",\", from: 1, values: {b: bee, c: sea}}"),
                "id,at,cohorts,teams",
                "1," + AT + ",x | y ||,\"a,b,c\"");
        assertThat(event.getRolloutScope()).containsExactly("x", "y");
        assertThat(event.getCollaboratingTeams()).containsExactly("bee", "sea");
    }

    @Test
    void dotsReachIntoJsonAndIntoTheContract() {
        Path file = Fixture.file(
                folder,
                "x.jsonl",
                "{\"id\":1,\"at\":\"" + AT
                        + "\",\"git\":{\"shas\":[\"abc\"]},\"when\":1709200000000,\"ticket\":null}\n");
        Mapping mapping = Fixture.deployments(
                "commits.0.id: git.shas.0",
                "commits.0.committedAt: {column: when, time: epoch-millis}",
                "serviceRequest.id: ticket");
        DeploymentEvent event = Fixture.events(
                        RecordKind.DEPLOYMENTS, Optional.of(mapping), file, DeploymentEvent.getDecoder())
                .get(0);
        assertThat(event.getCommits()).singleElement().satisfies(commit -> {
            assertThat(commit.getId()).isEqualTo("abc");
            assertThat(commit.getCommittedAt()).isEqualTo(Instant.ofEpochMilli(1709200000000L));
        });
        assertThat(event.getServiceRequest()).isNull();
    }

    @Test
    void emitMakesSeveralEventsAndLeavesOutOptionalOnes() {
        Mapping mapping = Fixture.mapping(RecordKind.DEPLOYMENTS, """
                fields:
                  eventId: "${id}/started"
                  changeId: id
                  phase: {constant: STARTED}
                  service: {constant: checkout}
                  occurredAt: begin
                emit:
                  - phase: {constant: STARTED}
                  - {eventId: "${id}/ended", phase: {constant: SUCCEEDED}, occurredAt: end, optional: true}
                """);
        Path file = Fixture.file(folder, "x.csv", "id,begin,end\n1," + AT + "," + AT + "\n2," + AT + ",\n");
        assertThat(Fixture.events(RecordKind.DEPLOYMENTS, Optional.of(mapping), file, DeploymentEvent.getDecoder()))
                .extracting(DeploymentEvent::getEventId, DeploymentEvent::getPhase)
                .containsExactly(
                        tuple("1/started", ChangePhase.STARTED),
                        tuple("1/ended", ChangePhase.SUCCEEDED),
                        tuple("2/started", ChangePhase.STARTED));
        assertThat(Fixture.dryRun(RecordKind.DEPLOYMENTS, Optional.of(mapping), file)
                        .skipped()
                        .entries())
                .extracting(ReasonCounts.Entry::reason, ReasonCounts.Entry::rows)
                .containsExactly(tuple("emit[1]: no occurredAt, optional", 1L));
    }

    /** A run that deploys up to three services, in the order of a list. */
    @Test
    void anOptionalEventWithoutServiceIsLeftOutAndOneThatIsNotRejectsTheRow() {
        String fields = """
                fields:
                  eventId: "${run}-${services.0}"
                  changeId: "${run}-${services.0}"
                  phase: {constant: SUCCEEDED}
                  occurredAt: at
                  service: services.0
                emit:
                  - service: services.0
                  - {eventId: "${run}-${services.1}", changeId: "${run}-${services.1}", service: services.1%s}
                """;
        Path file = Fixture.file(
                folder,
                "x.jsonl",
                "{\"run\":\"a\",\"at\":\"" + AT + "\",\"services\":[\"s\",\"t\"]}\n"
                        + "{\"run\":\"b\",\"at\":\"" + AT + "\",\"services\":[\"s\"]}\n"
                        + "{\"run\":\"c\",\"at\":\"" + AT + "\",\"services\":[\"s\",\" \"]}\n");
        Mapping optional = Fixture.mapping(RecordKind.DEPLOYMENTS, fields.formatted(", optional: true"));
        assertThat(Fixture.events(RecordKind.DEPLOYMENTS, Optional.of(optional), file, DeploymentEvent.getDecoder()))
                .extracting(DeploymentEvent::getEventId, DeploymentEvent::getService)
                .containsExactly(tuple("a-s", "s"), tuple("a-t", "t"), tuple("b-s", "s"), tuple("c-s", "s"));
        Mapping needed = Fixture.mapping(RecordKind.DEPLOYMENTS, fields.formatted(""));
        ImportReport report = Fixture.dryRun(RecordKind.DEPLOYMENTS, Optional.of(needed), file);
        assertThat(report.events()).isEqualTo(2);
        assertThat(report.rejected().rows()).isEqualTo(2);
    }

    @Test
    void textsHaveNoSpaceAroundThem() {
        DeploymentEvent event = one(
                Fixture.deployments("version: tag", "title: \"${id}/${tag}\"", "team: team"),
                "id,at,tag,team",
                " 1 ," + AT + ", v7 ,\u00a0pay ments\u00a0");
        assertThat(event.getEventId()).isEqualTo("1");
        assertThat(event.getVersion()).isEqualTo("v7");
        assertThat(event.getTitle()).isEqualTo("1/v7");
        assertThat(event.getTeam()).isEqualTo("pay ments");
    }

    @Test
    void oneBadEventOfARowRejectsTheWholeRow() {
        Mapping mapping = Fixture.mapping(RecordKind.DEPLOYMENTS, """
                fields: {eventId: id, changeId: id, phase: {constant: STARTED}, service: {constant: s}, occurredAt: a}
                emit:
                  - phase: {constant: STARTED}
                  - {phase: {constant: SUCCEEDED}, occurredAt: b}
                """);
        Path file = Fixture.file(folder, "x.csv", "id,a,b\n1," + AT + ",soon\n");
        ImportReport account = Fixture.dryRun(RecordKind.DEPLOYMENTS, Optional.of(mapping), file);
        assertThat(account.events()).isZero();
        assertThat(account.rejected().rows()).isEqualTo(1);
    }

    @Test
    void skippedRowsAreCountedByReason() {
        Mapping mapping = Fixture.mapping(RecordKind.DEPLOYMENTS, """
                skip:
                  - {column: env, is: [dev, test], why: not where learners are}
                  - {column: env, empty: true, why: no environment}
                fields:
                  {eventId: id, changeId: id, phase: {constant: STARTED}, service: {constant: s}, occurredAt: at}
                """);
        Path file = Fixture.file(
                folder, "x.csv", "id,at,env\n1," + AT + ",dev\n2," + AT + ",test\n3," + AT + ",\n4," + AT + ",live\n");
        ImportReport account = Fixture.dryRun(RecordKind.DEPLOYMENTS, Optional.of(mapping), file);
        assertThat(account.events()).isEqualTo(1);
        assertThat(account.skipped().entries())
                .extracting(ReasonCounts.Entry::reason, ReasonCounts.Entry::rows)
                .containsExactly(tuple("not where learners are", 2L), tuple("no environment", 1L));
    }

    @Test
    void formatAndDelimiterCanBeSaid() {
        Mapping mapping = Fixture.mapping(RecordKind.DEPLOYMENTS, """
                format: csv
                delimiter: ";"
                fields:
                  {eventId: id, changeId: id, phase: {constant: STARTED}, service: {constant: s}, occurredAt: at}
                """);
        Path file = Fixture.file(folder, "export.txt", "id;at\n1;" + AT + "\n");
        assertThat(Fixture.dryRun(RecordKind.DEPLOYMENTS, Optional.of(mapping), file)
                        .events())
                .isEqualTo(1);
    }

    private DeploymentEvent one(Mapping mapping, String header, String row) {
        return csv(mapping, header, row).get(0);
    }

    private List<DeploymentEvent> csv(Mapping mapping, String header, String... rows) {
        Path file = Fixture.file(folder, "x.csv", header + "\n" + String.join("\n", rows) + "\n");
        return Fixture.events(RecordKind.DEPLOYMENTS, Optional.of(mapping), file, DeploymentEvent.getDecoder());
    }
}
