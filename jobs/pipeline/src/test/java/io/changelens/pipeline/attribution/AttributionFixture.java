package io.changelens.pipeline.attribution;

import io.changelens.core.attribution.AttributedIncident;
import io.changelens.core.attribution.DeployedChange;
import io.changelens.core.attribution.EvidenceReply;
import io.changelens.core.attribution.EvidenceRequest;
import io.changelens.core.attribution.IncidentCase;
import io.changelens.core.attribution.KpiKind;
import io.changelens.core.delivery.LiveTimes;
import io.changelens.core.time.OpenEnd;
import io.changelens.pipeline.SettingsFixture;
import io.changelens.pipeline.config.Settings;
import io.changelens.schemas.ChangeType;
import io.changelens.schemas.OutcomeMinute;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/** Changes, incidents and minutes, and the two operators one after the other. */
final class AttributionFixture implements AutoCloseable {

    static final long MINUTE = 60_000;
    static final long HOUR = 60 * MINUTE;
    /** When incidents open. */
    static final long OPENED = Instant.parse("2030-03-04T10:00:00Z").toEpochMilli();

    private final KeyedTwoInputStreamOperatorTestHarness<String, ServiceMinute, ServiceInput, EvidenceReply> gather;
    private final KeyedTwoInputStreamOperatorTestHarness<String, EvidenceReply, IncidentCase, AttributedIncident> weigh;
    private int passedOn;

    AttributionFixture() throws Exception {
        gather = new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new GatherEvidence(settings())),
                minute -> minute.outcome().getService(),
                ServiceInput::service,
                Types.STRING);
        weigh = new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new WeighCandidates(settings())),
                EvidenceReply::incidentId,
                IncidentCase::incidentId,
                Types.STRING);
        gather.open();
        weigh.open();
    }

    static Settings settings() {
        return SettingsFixture.with(Duration.ofHours(1));
    }

    static DeployedChange change(String id, String service, long live, String... cohorts) {
        return change(id, service, 2, live, OpenEnd.TIME, cohorts);
    }

    static DeployedChange change(
            String id, String service, long events, long live, long rolledBackAt, String... cohorts) {
        return new DeployedChange(
                id,
                service,
                events,
                true,
                live - 2 * MINUTE,
                live,
                new ArrayList<>(List.of(new LiveTimes(
                        live - 2 * MINUTE,
                        live,
                        rolledBackAt,
                        false,
                        rolledBackAt != OpenEnd.TIME,
                        new ArrayList<>(List.of(cohorts))))),
                ChangeType.NORMAL,
                100,
                "",
                new ArrayList<>(),
                new ArrayList<>());
    }

    /** The same change of a service that others call. */
    static DeployedChange calledBy(DeployedChange change, String... callers) {
        return new DeployedChange(
                change.changeId(),
                change.service(),
                change.events(),
                change.production(),
                change.firstEvent(),
                change.lastEvent(),
                change.liveTimes(),
                change.type(),
                change.lines(),
                change.version(),
                change.dependencies(),
                new ArrayList<>(List.of(callers)));
    }

    static IncidentCase incident(String id, long events, long openedAt, String cause, boolean external) {
        return new IncidentCase(
                id,
                "shop",
                "production",
                openedAt,
                true,
                "MAJOR",
                cause,
                external,
                events,
                new HashMap<>(Map.of("shop", 0, "db", 1)),
                1);
    }

    /** Sessions of a minute, of which so many work. */
    static ServiceMinute minute(String service, String cohort, long minute, long worked, long sessions) {
        return new ServiceMinute(
                new OutcomeMinute(
                        "learn",
                        "success",
                        service,
                        cohort,
                        Instant.ofEpochMilli(minute),
                        worked * 1_000_000,
                        sessions * 1_000_000,
                        sessions,
                        1L,
                        false),
                KpiKind.SHARE,
                false);
    }

    void receive(DeployedChange change) throws Exception {
        gather.processElement2(ServiceInput.of(change), 0);
        for (String caller : change.callers()) {
            gather.processElement2(ServiceInput.atCaller(caller, change), 0);
        }
        passOn();
    }

    void receive(IncidentCase incident) throws Exception {
        weigh.processElement2(incident, 0);
        for (String service : incident.distances().keySet()) {
            gather.processElement2(
                    ServiceInput.of(new EvidenceRequest(
                            incident.incidentId(), service, incident.openedAt(), incident.events())),
                    0);
        }
        passOn();
    }

    void receive(ServiceMinute minute) throws Exception {
        gather.processElement1(minute, 0);
    }

    void clock(long time) throws Exception {
        gather.processBothWatermarks(new Watermark(time));
        passOn();
        weigh.processBothWatermarks(new Watermark(time));
    }

    void processingTime(long time) throws Exception {
        gather.setProcessingTime(time);
        passOn();
    }

    private void passOn() throws Exception {
        List<EvidenceReply> answers = gather.extractOutputValues();
        for (EvidenceReply answer : answers.subList(passedOn, answers.size())) {
            weigh.processElement1(answer, 0);
        }
        passedOn = answers.size();
    }

    /** All rows, in the order in which they were written. */
    List<AttributedIncident> rows() {
        return weigh.extractOutputValues();
    }

    /** As the table keeps them. */
    Map<String, AttributedIncident> table() {
        Map<String, AttributedIncident> table = new HashMap<>();
        for (AttributedIncident row : rows()) {
            table.merge(row.incident().incidentId(), row, (a, b) -> b.revision() >= a.revision() ? b : a);
        }
        return table;
    }

    AttributedIncident row(String incident) {
        return table().get(incident);
    }

    /** The candidates of an incident, heaviest first. */
    List<String> ranking(String incident) {
        List<String> ids = new ArrayList<>();
        row(incident).weighed().forEach(weighed -> ids.add(weighed.candidate().changeId()));
        return ids;
    }

    @Override
    public void close() throws Exception {
        gather.close();
        weigh.close();
    }
}
