package io.changelens.pipeline.sink;

import static io.changelens.pipeline.sink.LivesWorld.millis;
import static io.changelens.pipeline.sink.LivesWorld.row;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.attribution.Candidate;
import io.changelens.core.attribution.DeployedChange;
import io.changelens.core.delivery.LiveTimes;
import io.changelens.core.delivery.TimeSlot;
import io.changelens.core.effect.Intervention;
import io.changelens.core.effect.Intervention.Kind;
import io.changelens.core.time.OpenEnd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * All readers agree with the script of each generated life about when the change was live, until when, whether it failed,
 * and its lead and recovery times: the written row, effects, attribution, collisions, flow, the views and the page.
 *
 * <p>One file: all readers are asked about one set of generated lives.
 */
class LivesAgreementTest {

    private static final Path PAGE = Path.of("../dashboard/src/sql");
    private static final Map<String, String> EVER = Map.of(
            "param_from", "2026-01-01 00:00:00",
            "param_to", "2027-01-01 00:00:00");

    private static LivesWorld world;

    @BeforeAll
    static void fill() throws Exception {
        world = LivesWorld.get();
    }

    private static Map<String, String> lives(Predicate<GeneratedLife> which, Function<GeneratedLife, String> facts) {
        return new TreeMap<>(world.lives.stream().filter(which).collect(toMap(life -> life.id, facts)));
    }

    private static boolean isDeployed(GeneratedLife life) {
        return life.production && life.liveAt() != null;
    }

    /** Facts of the last element of each change. */
    private static <T> Map<String, String> last(List<T> elements, Function<T, String> id, Function<T, String> facts) {
        Map<String, String> last = new TreeMap<>();
        elements.forEach(element -> last.put(id.apply(element), facts.apply(element)));
        return last;
    }

    /** Else agreement would be cheap. */
    @Test
    void livesAreOfAllKinds() {
        Map<String, Long> counts = world.lives.stream()
                .filter(life -> life.production)
                .flatMap(life -> life.features.stream())
                .collect(groupingBy(feature -> feature, TreeMap::new, counting()));
        counts.put(
                "elsewhere",
                world.lives.stream().filter(life -> !life.production).count());
        counts.put(
                "failed",
                world.lives.stream()
                        .filter(life -> isDeployed(life) && !life.failure().isEmpty())
                        .count());
        counts.put(
                "lead reversed",
                world.lives.stream().filter(GeneratedLife::leadReversed).count());
        assertThat(counts)
                .hasSize(18)
                .allSatisfy((feature, count) -> assertThat(count).as(feature).isGreaterThan(5));
    }

    @Test
    void theRowSaysIt() throws Exception {
        assertThat(world.ask(
                        "SELECT change_id, production, live, first_of_service, failure, lead_reversed, lead_seconds, "
                                + millis("live_at", "exposed_until", "deployed_at", "recovery_from", "recovered_at")
                                + " FROM latest_changes"))
                .isEqualTo(lives(
                        life -> true,
                        life -> row(
                                life.production,
                                life.live(),
                                life.first,
                                life.failure(),
                                life.leadReversed(),
                                life.leadSeconds(),
                                life.liveAt(),
                                life.exposedUntil(),
                                life.deployedAt(),
                                life.recoveryFrom(),
                                life.recoveredAt())));
    }

    @Test
    void effectsAreMeasuredOfIt() throws Exception {
        Map<String, String> expected =
                lives(LivesAgreementTest::isDeployed, life -> row(life.liveAt(), life.exposedUntil()));
        Map<String, String> routed = new TreeMap<>();
        for (Intervention change : world.run.interventions) {
            if (change.kind() == Kind.CHANGE) {
                routed.put(change.id(), change.withdrawn() ? "" : row(change.live(), change.until()));
            }
        }
        routed.values().removeIf(String::isEmpty);
        assertThat(routed).isEqualTo(expected);
        // The row of an effect has the end if it lies in the observation window.
        Map<String, String> rows = lives(LivesAgreementTest::isDeployed, life -> {
            Instant until = life.exposedUntil();
            boolean cut = until != null && until.isBefore(life.liveAt().plus(LivesWorld.HORIZON));
            return row(life.liveAt(), cut ? until : null);
        });
        assertThat(world.ask("SELECT change_id, " + millis("live_at", "exposed_until") + " FROM latest_effects"))
                .isEqualTo(rows);
        assertThat(world.ask("SELECT change_id, " + millis("live_at") + " FROM change_summary"))
                .isEqualTo(lives(LivesAgreementTest::isDeployed, life -> row(life.liveAt())));
    }

    private static String candidate(DeployedChange change) {
        List<LiveTimes> times = new ArrayList<>(change.liveTimes());
        // An attempt that runs has not been live.
        times.removeIf(step -> step.live() == OpenEnd.TIME);
        if (times.isEmpty()) {
            return "";
        }
        LiveTimes latest = times.get(times.size() - 1);
        return row(latest.live(), latest.until(), change.result(latest.live()));
    }

    private static Candidate.Result result(GeneratedLife life) {
        if (life.rolledBack()) {
            boolean wasLive = life.exposedUntil().isAfter(life.liveAt());
            return wasLive ? Candidate.Result.ROLLED_BACK : Candidate.Result.ROLLED_BACK_BEFORE;
        }
        return life.failedLast() ? Candidate.Result.FAILED : Candidate.Result.LIVE;
    }

    @Test
    void attributionWeighsIt() {
        Map<String, String> candidates = new TreeMap<>();
        for (DeployedChange change : world.run.candidates) {
            candidates.put(change.changeId(), change.production() ? candidate(change) : "");
        }
        candidates.values().removeIf(String::isEmpty);
        assertThat(candidates)
                .isEqualTo(lives(
                        LivesAgreementTest::isDeployed, life -> row(life.liveAt(), life.exposedUntil(), result(life))));
    }

    private static Map<String, String> slots() {
        return lives(life -> life.production && life.workEndedAt() != null, life -> row(life.workEndedAt()));
    }

    @Test
    void collisionsEndWithIt() throws Exception {
        Map<String, String> ends = last(world.run.inCalendars, change -> change.changeId(), change -> {
            TimeSlot slot = change.timeSlots().get(change.timeSlots().size() - 1);
            // A slot without a length is made one millisecond long.
            return row(slot.end() - slot.start() == 1 ? slot.start() : slot.end());
        });
        ends.keySet().retainAll(slots().keySet());
        assertThat(ends).isEqualTo(slots());
        Map<String, String> rows = world.ask("SELECT change_id, toUnixTimestamp64Milli(change_end) - "
                + "(dateDiff('millisecond', change_start, change_end) = 1) FROM collisions");
        rows.keySet().retainAll(slots().keySet());
        assertThat(rows).isEqualTo(slots());
    }

    @Test
    void flowEndsWithIt() throws Exception {
        Map<String, String> expected = lives(life -> life.deployedAt() != null, life -> row(life.deployedAt()));
        Map<String, String> found = world.ask("SELECT change_id, " + millis("max(flow_stages.ended_at)")
                + " FROM flow_stages FINAL GROUP BY change_id");
        expected.keySet().retainAll(found.keySet());
        found.keySet().retainAll(expected.keySet());
        assertThat(found).isEqualTo(expected).hasSizeGreaterThan(200);
    }

    @Test
    void viewsReadIt() throws Exception {
        Map<String, String> caused = world.ask("SELECT change_id, if(countIf(resolved_at IS NULL) > 0, NULL, "
                + millis("max(resolved_at)") + ") FROM caused_incidents GROUP BY change_id");
        Predicate<GeneratedLife> production = life -> life.production && life.deployedAt() != null;
        assertThat(world.ask("SELECT change_id, failure, lead_seconds, "
                        + millis("deployed_at", "recovery_from", "recovered_at") + " FROM production_changes"))
                .isEqualTo(lives(
                        production,
                        life -> row(
                                life.failure(),
                                life.leadSeconds(),
                                life.deployedAt(),
                                life.recoveryFrom(),
                                life.recoveredAt())));
        Map<String, String> deployments = lives(production, life -> {
            String own = life.failure();
            Instant from = life.recoveryFrom();
            boolean causes = caused.containsKey(life.id);
            return row(
                    own.isEmpty() && causes ? "INCIDENT" : own,
                    causes && from == null ? life.deployedAt() : from,
                    causes ? caused.get(life.id) : row(life.recoveredAt()));
        });
        assertThat(world.ask(
                        "SELECT change_id, failure, " + millis("recovery_from", "recovered_at") + " FROM deployments"))
                .isEqualTo(deployments);
        assertThat(world.ask("SELECT change_id, recovery_seconds FROM deployments WHERE recovery_seconds IS NOT NULL")
                        .keySet())
                .hasSizeGreaterThan(50);
        assertThat(world.ask(
                        "SELECT 'all', sum(deployments), sum(live_deployments), sum(failed_deployments), sum(lead_changes),"
                                + " sum(lead_reversed) FROM dora(unit = 'day', zone = 'UTC') WHERE scope_kind = 'all'"))
                .containsEntry(
                        "all",
                        row(
                                deployments.size(),
                                lives(production.and(GeneratedLife::live), life -> "")
                                        .size(),
                                deployments.values().stream()
                                        .filter(facts -> !facts.startsWith("\t"))
                                        .count(),
                                lives(production.and(life -> life.leadSeconds() != null), life -> "")
                                        .size(),
                                lives(production.and(GeneratedLife::leadReversed), life -> "")
                                        .size()));
    }

    private static Map<String, String> page(String file, String columns, Map<String, String> more) throws Exception {
        Map<String, String> parameters = new HashMap<>(EVER);
        parameters.putAll(more);
        return world.ask(
                "SELECT " + columns + " FROM (" + Files.readString(PAGE.resolve(file + ".sql")) + ")", parameters);
    }

    @Test
    void thePageShowsIt() throws Exception {
        Map<String, String> expected = lives(LivesAgreementTest::isDeployed, life -> row(life.liveAt()));
        Map<String, String> timeline = new TreeMap<>();
        for (String stream : LivesWorld.STREAMS) {
            timeline.putAll(
                    page("timeline-changes", "change_id, " + millis("ends_at"), Map.of("param_stream", stream)));
        }
        Map<String, String> list = new TreeMap<>();
        for (int offset = 0; offset < world.lives.size(); offset += 50) {
            list.putAll(page(
                    "change-list",
                    "change_id, " + millis("at"),
                    Map.of("param_stream", "", "param_text", "", "param_result", "", "param_offset", "" + offset)));
        }
        timeline.keySet().retainAll(expected.keySet());
        list.keySet().retainAll(expected.keySet());
        assertThat(list).isEqualTo(expected);
        assertThat(timeline).isEqualTo(expected);
    }
}
