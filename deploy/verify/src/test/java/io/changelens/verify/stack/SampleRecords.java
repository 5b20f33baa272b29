package io.changelens.verify.stack;

import io.changelens.schemas.Activity;
import io.changelens.schemas.Aggregate;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.Commit;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.Direction;
import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.IncidentPhase;
import io.changelens.schemas.Kpi;
import io.changelens.schemas.LearningActivityEvent;
import io.changelens.schemas.Measure;
import io.changelens.schemas.ReleaseWindow;
import io.changelens.schemas.Service;
import io.changelens.schemas.ServiceRequest;
import io.changelens.schemas.Severity;
import io.changelens.schemas.ValueStream;
import io.changelens.schemas.ValueStreamCatalog;
import io.changelens.schemas.WindowKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Records of each kind in which every field has a value, to start variants from.
 *
 * @param now time of the events
 */
record SampleRecords(Instant now) {

    LearningActivityEvent activity() {
        return LearningActivityEvent.newBuilder()
                .setEventId("id")
                .setOccurredAt(now)
                .setVerb("v")
                .setService("nobody")
                .setLearner("l")
                .setCohort("c")
                .setCourse("c")
                .setSuccess(true)
                .setValue(1.0)
                .setSuccesses(1L)
                .build();
    }

    DeploymentEvent.Builder deployment(String change) {
        return DeploymentEvent.newBuilder()
                .setEventId(change + "-1")
                .setChangeId(change)
                .setPhase(ChangePhase.SUCCEEDED)
                .setOccurredAt(now)
                .setService("nobody");
    }

    DeploymentEvent wholeDeployment() {
        return deployment("ch")
                .setTitle("t")
                .setVersion("1")
                .setTeam("t")
                .setCollaboratingTeams(List.of("u"))
                .setWorkItem("w")
                .setSprint("s")
                .setServiceRequest(new ServiceRequest("r", now))
                .setPlannedStart(now)
                .setPlannedEnd(now)
                .setActualStart(now)
                .setActualEnd(now)
                .setCommits(List.of(new Commit("c", now, 1, 1, 1)))
                .setRolloutScope(List.of("c"))
                .setRollbackOf("other")
                .setRemediatesIncident("inc")
                .build();
    }

    IncidentEvent incident() {
        return IncidentEvent.newBuilder()
                .setEventId("id")
                .setIncidentId("inc")
                .setPhase(IncidentPhase.OPENED)
                .setOccurredAt(now)
                .setService("nobody")
                .setAffectedServices(List.of("nobody2"))
                .setSeverity(Severity.MAJOR)
                .setCategory("c")
                .setTitle("t")
                .setTeam("t")
                .setCauseChangeId("ch1")
                .build();
    }

    ReleaseWindow.Builder window(String id) {
        return ReleaseWindow.newBuilder()
                .setWindowId(id)
                .setKind(WindowKind.EXAM)
                .setTitle("t")
                .setValueStreams(List.of("stream"))
                .setStartsAt(now.plus(Duration.ofDays(300)))
                .setEndsAt(now.plus(Duration.ofDays(301)))
                .setExpectedLearners(10L)
                .setAnnouncedAt(now);
    }

    Measure measure() {
        return new Measure(List.of("v"), Aggregate.COUNT);
    }

    ValueStreamCatalog.Builder catalog(long revision, Instant from) {
        return ValueStreamCatalog.newBuilder()
                .setRevision(revision)
                .setEffectiveFrom(from)
                .setValueStreams(List.of(ValueStream.newBuilder()
                        .setId("stream")
                        .setName("n")
                        .setAdoptedAt(now)
                        .setActivities(List.of(new Activity("a", "n", List.of("service"))))
                        .setKpis(List.of("kpi"))
                        .build()))
                .setServices(List.of(Service.newBuilder()
                        .setId("service")
                        .setName("n")
                        .setTeam("t")
                        .setDependsOn(List.of("service"))
                        .build()))
                .setKpis(List.of(Kpi.newBuilder()
                        .setId("kpi")
                        .setName("n")
                        .setDirection(Direction.HIGHER_IS_BETTER)
                        .setMaterialEffect(0.02)
                        .setNumerator(measure())
                        .setDenominator(measure())
                        .build()));
    }

    Service service(String id, List<String> dependsOn) {
        return Service.newBuilder()
                .setId(id)
                .setName("n")
                .setDependsOn(dependsOn)
                .build();
    }
}
