package io.changelens.core.delivery;

import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.DeploymentEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides the events of a change into attempts, one event after the other in order of event time. The rules, of which
 * each is about one kind of report that tools send:
 *
 * <ul>
 *   <li>A STARTED after an end is the start of the next attempt once another end follows. Until then it does not open
 *       the change again, unless the attempt that ended has a start of its own and failed: clocks of two tools differ,
 *       so a start may be reported after its end.
 *   <li>A failure or a rollback that happened counts, whatever follows.
 *   <li>A SUCCEEDED after a rollback of which no success is known, without a start between, is that success, reported
 *       late.
 *   <li>Several SUCCEEDED in a row are steps of one rollout. Those with the same cohorts, as of several regions, make one
 *       step, complete at the last. A later step only widens the rollout.
 *   <li>CANCELLED while an attempt runs ends that attempt; after a success it says that the success was reported by
 *       mistake, and the attempt does not count.
 * </ul>
 */
final class Attempts {

    /** The field by whose clearing an event says that everybody has the change. */
    static final String SCOPE = "rolloutScope";

    private final List<AttemptSoFar> attempts = new ArrayList<>();
    private ChangePhase state = ChangePhase.UNKNOWN;
    private DeploymentEvent nextStart;
    private List<String> scope = List.of();
    private Instant reportedStart;
    private Instant reportedEnd;

    /** Adds the next event, in order of event time. */
    void add(DeploymentEvent event) {
        boolean scoped =
                !event.getRolloutScope().isEmpty() || event.getCleared().contains(SCOPE);
        scope = scoped ? List.copyOf(event.getRolloutScope()) : scope;
        switch (event.getPhase()) {
            case PLANNED, APPROVED -> plan(event.getPhase());
            case STARTED -> start(event);
            case SUCCEEDED -> succeed(event);
            case FAILED -> fail(event);
            case ROLLED_BACK -> rollBack(event);
            case CANCELLED -> cancel(event);
            case UNKNOWN -> {
                // A phase of a newer contract says nothing that could be judged here.
            }
        }
        report(event);
    }

    /** Current phase of the change. */
    ChangePhase state() {
        return state;
    }

    /** Cohorts as last reported; empty means everybody. */
    List<String> scope() {
        return scope;
    }

    /** The latest attempt that counts; null if there is none. */
    Attempt last() {
        return attempts.isEmpty() ? null : current().finish();
    }

    /** Number of attempts that count. */
    int count() {
        return attempts.size();
    }

    /** The attempts that count, oldest first. */
    List<Attempt> all() {
        return attempts.stream().map(AttemptSoFar::finish).toList();
    }

    private AttemptSoFar current() {
        return attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
    }

    private void plan(ChangePhase phase) {
        attempts.removeIf(AttemptSoFar::wasCancelled);
        state = attempts.isEmpty() ? phase : state;
    }

    private void start(DeploymentEvent event) {
        AttemptSoFar last = current();
        if (last == null) {
            begin(event);
            state = ChangePhase.STARTED;
        } else if (!last.hasEnded()) {
            last.started(event);
        } else if (last.wasCancelled() || (last.hasFailed() && last.hasStart())) {
            begin(event);
            state = ChangePhase.STARTED;
        } else {
            nextStart = event;
        }
    }

    private void succeed(DeploymentEvent event) {
        AttemptSoFar last = current();
        boolean reportedLate = last != null && last.wasRolledBackUnseen() && nextStart == null;
        if (reportedLate) {
            return;
        }
        if (last == null || last.hasFailed() || last.wasCancelled()) {
            begin(nextStart);
        } else if (nextStart != null && !last.hasStart()) {
            last.started(nextStart);
        }
        nextStart = null;
        current().succeeded(event, scope);
        state = current().result();
    }

    private void fail(DeploymentEvent event) {
        AttemptSoFar last = current();
        boolean again = last != null && last.hasEnded() && (nextStart != null || !last.hasFailed());
        if (last == null || again) {
            begin(nextStart);
        }
        nextStart = null;
        current().failed(event);
        state = current().result();
    }

    private void rollBack(DeploymentEvent event) {
        if (current() == null) {
            begin(null);
        }
        nextStart = null;
        for (AttemptSoFar attempt : attempts) {
            attempt.rolledBack(event, attempt == current());
        }
        state = ChangePhase.ROLLED_BACK;
    }

    private void cancel(DeploymentEvent event) {
        AttemptSoFar last = current();
        boolean startedAgain = nextStart != null && last.hasStart();
        nextStart = null;
        if (startedAgain) {
            return;
        }
        if (last == null) {
            state = ChangePhase.CANCELLED;
        } else if (!last.hasEnded()) {
            last.cancelled(event);
            state = attempts.size() == 1
                    ? ChangePhase.CANCELLED
                    : attempts.get(attempts.size() - 2).result();
        } else if (last.result() == ChangePhase.SUCCEEDED) {
            attempts.remove(last);
            state = ChangePhase.CANCELLED;
        }
    }

    private void begin(DeploymentEvent start) {
        AttemptSoFar attempt =
                new AttemptSoFar(attempts.isEmpty() ? reportedStart : null, attempts.isEmpty() ? reportedEnd : null);
        attempts.add(attempt);
        if (start != null) {
            attempt.started(start);
            attempt.report(start.getActualStart(), start.getActualEnd());
        }
    }

    /** Start and end as reported belong to the attempt that runs, or ended last. */
    private void report(DeploymentEvent event) {
        if (event.equals(nextStart)) {
            return;
        }
        AttemptSoFar last = current();
        if (last == null) {
            reportedStart = event.getActualStart() == null ? reportedStart : event.getActualStart();
            reportedEnd = event.getActualEnd() == null ? reportedEnd : event.getActualEnd();
        } else {
            last.report(event.getActualStart(), event.getActualEnd());
        }
    }
}
