package io.changelens.verify.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changelens.core.catalog.CatalogIndex;
import io.changelens.local.UserError;
import io.changelens.local.flink.FlinkCluster;
import io.changelens.local.flink.Jobs;
import io.changelens.local.kafka.TopicRecords;
import io.changelens.local.stack.StackOptions;
import io.changelens.local.stack.StackOptions.Begin;
import io.changelens.mapping.catalog.CatalogYaml;
import io.changelens.schemas.Activity;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.EncodedRecord;
import io.changelens.schemas.LearningActivityEvent;
import io.changelens.schemas.RecordKind;
import io.changelens.schemas.Service;
import io.changelens.schemas.ServiceAlias;
import io.changelens.schemas.Topics;
import io.changelens.schemas.ValueStream;
import io.changelens.schemas.ValueStreamCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Starts that compute again: after a catalog was mended, and after an upgrade. */
class RecomputeTest {

    private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");
    private static final int MINUTES = 60;

    private static final String BY_SERVICE =
            "SELECT arrayStringConcat(arraySort(groupArray(concat(value_stream, ' ', service, ' ', toString(n)))), ', ')"
                    + " FROM (SELECT value_stream, service, sum(events) AS n FROM outcomes"
                    + " WHERE kpi IN ('session-success', 'events') GROUP BY value_stream, service)";
    private static final String BY_HOUR =
            "SELECT arrayStringConcat(arraySort(groupArray(concat(value_stream, ' ', toString(n)))), ', ')"
                    + " FROM (SELECT value_stream, sum(events) AS n FROM outcomes_by_hour"
                    + " WHERE kpi IN ('session-success', 'events') GROUP BY value_stream)";
    private static final String OUTDATED =
            "SELECT arrayStringConcat(arraySort(groupArray(concat(value_stream, ' ', service, ' ', means_now, ' ',"
                    + " toString(hours), ' ', toString(minutes)))), ', ') FROM outcomes_outdated";

    /** Knows the player's old name, and no longer has exercises in course delivery. */
    private static ValueStreamCatalog mended() {
        ValueStreamCatalog catalog = CatalogYaml.defaultCatalog();
        catalog.setRevision(2);
        for (Service service : catalog.getServices()) {
            if (service.getId().equals("video-player")) {
                service.setAliases(List.of(new ServiceAlias("old-player", null, null)));
            }
        }
        for (ValueStream stream : catalog.getValueStreams()) {
            for (Activity activity : stream.getActivities()) {
                List<String> services = new ArrayList<>(activity.getServices());
                services.remove("exercises");
                activity.setServices(services);
            }
        }
        return catalog;
    }

    private static void publish(StackFixture stack, LearningActivityEvent event) throws Exception {
        EncodedRecord record = RecordKind.LEARNING_ACTIVITY.encoded(event);
        stack.send(Topics.LEARNING_ACTIVITY, record.key(), record.value());
    }

    @Test
    void outcomesFollowALaterCatalogWhenTheyAreComputedAgain() throws Exception {
        Path directory = StackFixture.scratch("recompute");
        StackFixture stack = StackFixture.start(StackOptions.isolated(directory), Jobs.all());
        try {
            for (int minute = 0; minute < MINUTES; minute++) {
                for (String service : List.of("video-player", "old-player", "exercises", "nobody")) {
                    publish(
                            stack,
                            LearningActivityEvent.newBuilder()
                                    .setEventId(service + minute)
                                    .setOccurredAt(TEN.plusSeconds(60L * minute))
                                    .setVerb("session.ended")
                                    .setService(service)
                                    .setLearner("l")
                                    .setSuccess(true)
                                    .build());
                }
            }
            String before =
                    "course-delivery exercises 60, course-delivery video-player 60, unmapped nobody 60, unmapped"
                            + " old-player 60";
            assertThat(stack.awaitValue(BY_SERVICE, before)).isEqualTo(before);

            EncodedRecord catalog = RecordKind.VALUE_STREAMS.encoded(mended());
            stack.publish(Topics.VALUE_STREAMS, catalog.key(), catalog.value());
            String outdated = "course-delivery exercises exercises 1 60, unmapped old-player video-player 1 60";
            assertThat(stack.awaitValue(OUTDATED, outdated)).isEqualTo(outdated);
        } finally {
            stack.stop();
        }

        StackFixture again =
                StackFixture.start(StackOptions.isolated(directory).beginning(Begin.RECOMPUTE), Jobs.all());
        try {
            String after = "course-delivery video-player 120, unmapped nobody 60";
            assertThat(again.awaitValue(BY_SERVICE, after)).isEqualTo(after);
            String hours = "course-delivery 120, " + CatalogIndex.UNMAPPED + " 60";
            assertThat(again.awaitValue(BY_HOUR, hours)).isEqualTo(hours);
            assertThat(again.query(OUTDATED)).isEmpty();
            assertThat(again.query("SELECT sum(hours) FROM latest_recomputation"))
                    .isEqualTo("2");
            assertThat(again.awaitUnaccounted()).isEqualTo("0");

            TopicRecords.deleteAll(again.endpoints().kafka(), Topics.LEARNING_ACTIVITY);
            assertThatThrownBy(() -> TopicRecords.requireComplete(
                            again.endpoints().kafka(), List.of(Topics.DEPLOYMENTS, Topics.LEARNING_ACTIVITY)))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("Kafka no longer has the first 240 records of partition")
                    .hasMessageContaining("learning-activity");
        } finally {
            again.stop();
            StackFixture.delete(directory);
        }
    }

    /** What a former version wrote and this one does not, and what would not give way to it, are gone after a start. */
    @Test
    void rowsOfAnotherVersionAreComputedAnew() throws Exception {
        Path directory = StackFixture.scratch("upgrade");
        String changes = "SELECT arrayStringConcat(arraySort(groupArray(concat(change_id, ' ', state, ' ',"
                + " toString(events)))), ', ') FROM latest_changes";
        StackFixture stack = StackFixture.start(StackOptions.isolated(directory), Jobs.all());
        try {
            EncodedRecord deployment = RecordKind.DEPLOYMENTS.encoded(DeploymentEvent.newBuilder()
                    .setEventId("d-1")
                    .setChangeId("c-1")
                    .setPhase(ChangePhase.SUCCEEDED)
                    .setOccurredAt(TEN)
                    .setService("video-player")
                    .build());
            stack.publish(Topics.DEPLOYMENTS, deployment.key(), deployment.value());
            assertThat(stack.awaitValue(changes, "c-1 SUCCEEDED 1")).isEqualTo("c-1 SUCCEEDED 1");
            assertThat(stack.awaitUnaccounted()).isEqualTo("0");
            stack.query("INSERT INTO changes (change_id, state, events) VALUES ('c-1', 'FAILED', 4)");
            stack.query("INSERT INTO change_effects (change_id, status, revision) VALUES ('c-2', 'FINAL', 1000)");
            stack.query("INSERT INTO late_events (topic, event_id) VALUES ('learning-activity', 'e')");
        } finally {
            stack.stop();
        }
        Path state = FlinkCluster.directory(directory).resolve("checkpoints");
        try (Stream<Path> versions = Files.list(state)) {
            Files.move(versions.findFirst().orElseThrow(), state.resolve("of-another-version"));
        }

        StackFixture next = StackFixture.start(StackOptions.isolated(directory), Jobs.all());
        try {
            assertThat(next.awaitValue(changes, "c-1 SUCCEEDED 1")).isEqualTo("c-1 SUCCEEDED 1");
            assertThat(next.query("SELECT count() FROM latest_effects")).isEqualTo("0");
            assertThat(next.query("SELECT count() FROM late_events")).isEqualTo("0");
            assertThat(next.query("SELECT count() FROM value_streams")).isNotEqualTo("0");
            assertThat(next.awaitUnaccounted()).isEqualTo("0");
            assertThat(state.resolve("of-another-version")).doesNotExist();
        } finally {
            next.stop();
            StackFixture.delete(directory);
        }
    }
}
