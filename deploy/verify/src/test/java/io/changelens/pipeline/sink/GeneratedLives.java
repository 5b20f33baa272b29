package io.changelens.pipeline.sink;

import io.changelens.pipeline.sink.GeneratedLife.Try;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.Commit;
import io.changelens.schemas.DeploymentEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Generated lives of changes, a few hundred: several attempts, failures, rollbacks of each kind, canaries, cancellations,
 * starts that are missing or reported after the end by clocks that differ by seconds, other environments. Changes of a
 * service follow each other every twelve hours, so none begins before the one before it has ended.
 *
 * <p>One file: the script of a life writes its events and what became of it side by side.
 */
final class GeneratedLives {

    static final Instant BEGIN = Instant.parse("2026-02-02T00:00:00Z");

    /** Services of two value streams, which have few KPIs. */
    static final List<String> SERVICES =
            List.of("teacher-console", "gradebook", "question-desk", "reporting", "planning", "data-platform");

    private static final int CHANGES = 50;

    final List<GeneratedLife> lives = new ArrayList<>();
    private final Random random;

    /** How an attempt ends. */
    private enum End {
        SUCCESS,
        CANARY,
        FAILURE,
        FAILURE_ROLLED_BACK,
        ROLLED_BACK,
        /** Rolled back, without a report of its success. */
        ROLLED_BACK_UNSEEN,
        CANCELLED_AFTER_SUCCESS,
        SUCCESS_THEN_FAILURE,
        RUNNING,
        CANCELLED
    }

    GeneratedLives(long seed) {
        random = new Random(seed);
        for (String service : SERVICES) {
            List<GeneratedLife> ofService = new ArrayList<>();
            for (int i = 0; i < CHANGES; i++) {
                ofService.add(life(service, i));
            }
            relate(ofService.stream()
                    .filter(life -> life.production && life.deployedAt() != null)
                    .sorted(Comparator.comparing(GeneratedLife::deployedAt))
                    .toList());
            lives.addAll(ofService);
        }
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private Duration minutes(int least, int most) {
        return Duration.ofMillis(60_000L * least + random.nextInt(60_000 * (most - least)));
    }

    private GeneratedLife life(String service, int number) {
        GeneratedLife life = new GeneratedLife(service + "-" + number, service, !oneIn(8));
        Instant time = BEGIN.plus(Duration.ofHours(12L * number)).plus(minutes(0, 90));
        if (!oneIn(4)) {
            // Now and then after the deployment, as after a rebase.
            life.committedAt = oneIn(12) ? time.plus(Duration.ofHours(7)) : time.minus(minutes(60, 20_000));
        }
        if (oneIn(3)) {
            event(life, ChangePhase.PLANNED, time.minus(Duration.ofHours(20))).setPlannedStart(time);
        }
        End end = oneOf(List.of(End.values()));
        end = oneIn(3) ? End.SUCCESS : end;
        boolean startKnown = attempt(life, end, time, startOf(end, null));
        while (isBroken(end) && life.tries.size() < 3 && !oneIn(3)) {
            End before = end;
            time = lastEvent(life).plus(minutes(10, 30));
            end = oneOf(List.of(
                    End.SUCCESS, End.SUCCESS, End.CANARY, End.FAILURE, End.ROLLED_BACK, End.RUNNING, End.CANCELLED));
            // Whether a start without an end is a new attempt depends on the start of the one before.
            end = startKnown || end.compareTo(End.RUNNING) < 0 ? end : End.SUCCESS;
            life.features.add("retried");
            startKnown = attempt(life, end, time, startOf(end, before));
        }
        identify(life, number);
        complete(life);
        return life;
    }

    private static boolean isBroken(End end) {
        return end.compareTo(End.FAILURE) >= 0 && end.compareTo(End.ROLLED_BACK_UNSEEN) <= 0;
    }

    /** Whether the start is reported before the end, after it, or never: 0, 1 or 2. */
    private int startOf(End end, End before) {
        boolean needed = end.compareTo(End.RUNNING) >= 0
                || (before != null && (isBroken(end) || (before != End.FAILURE && before != End.ROLLED_BACK)));
        boolean first = before == null;
        return needed || random.nextInt(10) < 6 ? 0 : first && random.nextBoolean() ? 1 : 2;
    }

    private static Instant lastEvent(GeneratedLife life) {
        return life.events.get(life.events.size() - 1).getOccurredAt();
    }

    private DeploymentEvent event(GeneratedLife life, ChangePhase phase, Instant at) {
        DeploymentEvent event = DeploymentEvent.newBuilder()
                .setEventId(life.id + "/" + life.events.size())
                .setChangeId(life.id)
                .setPhase(phase)
                .setOccurredAt(at)
                .setService(life.service)
                .setEnvironment(life.production ? "production" : "staging")
                .build();
        life.events.add(event);
        return event;
    }

    /** Returns whether its start was reported before its end. */
    private boolean attempt(GeneratedLife life, End end, Instant time, int start) {
        Try now = new Try();
        life.tries.add(now);
        life.features.add(end.name());
        if (start == 0) {
            now.start = time;
            event(life, ChangePhase.STARTED, time);
        } else {
            life.features.add(start == 1 ? "start after the end" : "start missing");
        }
        Instant ended = time.plus(minutes(5, 40));
        switch (end) {
            case SUCCESS, ROLLED_BACK, CANCELLED_AFTER_SUCCESS, SUCCESS_THEN_FAILURE -> succeed(life, now, ended);
            case CANARY -> canary(life, now, ended);
            case FAILURE, FAILURE_ROLLED_BACK -> fail(life, now, ended);
            case ROLLED_BACK_UNSEEN -> rollBack(life, now, ended);
            case CANCELLED -> event(life, ChangePhase.CANCELLED, ended);
            case RUNNING -> {
                // Has no end.
            }
        }
        if (start == 1) {
            event(life, ChangePhase.STARTED, lastEvent(life).plusMillis(1000L + random.nextInt(50_000)));
        }
        Instant later = lastEvent(life).plus(minutes(6, 60));
        switch (end) {
            case ROLLED_BACK, FAILURE_ROLLED_BACK -> rollBack(life, now, later);
            case CANCELLED_AFTER_SUCCESS -> {
                event(life, ChangePhase.CANCELLED, later);
                life.tries.remove(now);
            }
            case SUCCESS_THEN_FAILURE -> {
                Try again = new Try();
                again.start = later.minusSeconds(60);
                event(life, ChangePhase.STARTED, again.start);
                life.tries.add(again);
                fail(life, again, later);
            }
            default -> {
                // It stays as it is.
            }
        }
        return start == 0;
    }

    private void succeed(GeneratedLife life, Try now, Instant at) {
        Instant reported = oneIn(4) ? at.minusMillis(1 + random.nextInt(60_000)) : null;
        event(life, ChangePhase.SUCCEEDED, at).setActualEnd(reported);
        now.successes.add(reported == null ? at : reported);
    }

    private void canary(GeneratedLife life, Try now, Instant at) {
        event(life, ChangePhase.SUCCEEDED, at).setRolloutScope(List.of("a"));
        now.successes.add(at);
        Instant next = at;
        if (oneIn(2)) {
            next = next.plus(minutes(5, 20));
            event(life, ChangePhase.SUCCEEDED, next).setRolloutScope(List.of("b"));
            now.successes.add(next);
        }
        next = next.plus(minutes(5, 20));
        event(life, ChangePhase.SUCCEEDED, next);
        now.successes.add(next);
    }

    private void fail(GeneratedLife life, Try now, Instant at) {
        event(life, ChangePhase.FAILED, at);
        now.failedAt = at;
    }

    /** Now and then with a reported end, which is that of the rollback. */
    private void rollBack(GeneratedLife life, Try now, Instant at) {
        event(life, ChangePhase.ROLLED_BACK, at).setActualEnd(oneIn(3) ? at : null);
        now.rolledBackAt = at;
    }

    private void identify(GeneratedLife life, int number) {
        int earlier = 1 + random.nextInt(3);
        boolean hasEarlier = number > earlier;
        life.version = oneIn(12) ? "" : "v" + (hasEarlier && oneIn(3) ? number - earlier : number);
        life.rollbackOf = hasEarlier && oneIn(9) ? life.service + "-" + (number - earlier) : "";
    }

    /** Fields that are said once, in any event. */
    private void complete(GeneratedLife life) {
        if (!life.version.isEmpty()) {
            oneOf(life.events).setVersion(life.version);
        }
        if (!life.rollbackOf.isEmpty()) {
            oneOf(life.events).setRollbackOf(life.rollbackOf);
        }
        if (life.committedAt != null) {
            oneOf(life.events).setCommits(List.of(new Commit(life.id, life.committedAt, 3, 1, 1)));
        }
    }

    /** What the changes of a service in production, whose deployment is complete, say about each other. */
    private static void relate(List<GeneratedLife> ordered) {
        ordered.stream().filter(GeneratedLife::live).findFirst().ifPresent(life -> life.first = true);
        for (int i = 0; i < ordered.size(); i++) {
            GeneratedLife life = ordered.get(i);
            life.nextLiveAt = ordered.subList(i + 1, ordered.size()).stream()
                    .filter(later -> later.succeeded() && !later.failedLast())
                    .findFirst()
                    .map(GeneratedLife::deployedAt)
                    .orElse(null);
            if (!life.succeeded()) {
                continue;
            }
            if (!life.rollbackOf.isEmpty()) {
                ordered.stream()
                        .filter(other -> other.id.equals(life.rollbackOf))
                        .forEach(other -> rolledBack(other, life, "rolled back by name"));
                continue;
            }
            List<GeneratedLife> since = new ArrayList<>();
            for (int j = i - 1; j >= 0 && !life.version.isEmpty(); j--) {
                GeneratedLife other = ordered.get(j);
                if (other.live() && other.version.equals(life.version)) {
                    since.forEach(between -> rolledBack(between, life, "rolled back by version"));
                    break;
                }
                if (other.live() && !other.version.isEmpty()) {
                    since.add(other);
                }
            }
        }
    }

    private static void rolledBack(GeneratedLife life, GeneratedLife by, String how) {
        if (life.rolledBackAt == null) {
            life.rolledBackAt = by.deployedAt();
            life.features.add(how);
        }
    }
}
