package io.changelens.core.delivery;

import io.changelens.core.delivery.Attempt.Success;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.DeploymentEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

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

    private static final String SCOPE = "rolloutScope";

    /** Rollout steps that are kept of an attempt. Further ones widen the last: only a producer in a loop has more. */
    private static final int MOST_STEPS = 50;

    private final List<Current> attempts = new ArrayList<>();
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
        return attempts.stream().map(Current::finish).toList();
    }

    private Current current() {
        return attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
    }

    private void plan(ChangePhase phase) {
        attempts.removeIf(attempt -> attempt.cancelledAt != null);
        state = attempts.isEmpty() ? phase : state;
    }

    private void start(DeploymentEvent event) {
        Current last = current();
        if (last == null) {
            begin(event);
            state = ChangePhase.STARTED;
        } else if (!last.hasEnded()) {
            last.started(event);
        } else if (last.cancelledAt != null || (last.hasFailed() && last.startedAt != null)) {
            begin(event);
            state = ChangePhase.STARTED;
        } else {
            nextStart = event;
        }
    }

    private void succeed(DeploymentEvent event) {
        Current last = current();
        boolean reportedLate =
                last != null && last.rolledBackAt != null && last.successes.isEmpty() && nextStart == null;
        if (reportedLate) {
            return;
        }
        if (last == null || last.hasFailed() || last.cancelledAt != null) {
            begin(nextStart);
        } else if (nextStart != null && last.startedAt == null) {
            last.started(nextStart);
        }
        nextStart = null;
        current().succeeded(event, scope);
        state = current().result();
    }

    private void fail(DeploymentEvent event) {
        Current last = current();
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
        for (Current attempt : attempts) {
            attempt.rolledBack(event, attempt == current());
        }
        state = ChangePhase.ROLLED_BACK;
    }

    private void cancel(DeploymentEvent event) {
        Current last = current();
        boolean startedAgain = nextStart != null && last.startedAt != null;
        nextStart = null;
        if (startedAgain) {
            return;
        }
        if (last == null) {
            state = ChangePhase.CANCELLED;
        } else if (!last.hasEnded()) {
            last.cancelledAt = event.getOccurredAt();
            state = attempts.size() == 1
                    ? ChangePhase.CANCELLED
                    : attempts.get(attempts.size() - 2).result();
        } else if (!last.successes.isEmpty() && last.rolledBackAt == null) {
            attempts.remove(last);
            state = ChangePhase.CANCELLED;
        }
    }

    private void begin(DeploymentEvent start) {
        Current attempt = new Current();
        if (attempts.isEmpty()) {
            attempt.reportedStart = reportedStart;
            attempt.reportedEnd = reportedEnd;
        }
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
        Current last = current();
        if (last == null) {
            reportedStart = event.getActualStart() == null ? reportedStart : event.getActualStart();
            reportedEnd = event.getActualEnd() == null ? reportedEnd : event.getActualEnd();
        } else {
            last.report(event.getActualStart(), event.getActualEnd());
        }
    }

    /** An attempt as known so far. */
    private static final class Current {
        private final List<Success> successes = new ArrayList<>();
        private Instant startedAt;
        private Instant failedAt;
        private Instant rolledBackAt;
        private Instant cancelledAt;
        private Instant reportedStart;
        private Instant reportedEnd;
        private boolean scoped;

        boolean hasEnded() {
            return !successes.isEmpty() || hasFailed() || cancelledAt != null;
        }

        boolean hasFailed() {
            return failedAt != null || rolledBackAt != null;
        }

        ChangePhase result() {
            if (rolledBackAt != null) {
                return ChangePhase.ROLLED_BACK;
            }
            if (failedAt != null) {
                return ChangePhase.FAILED;
            }
            if (cancelledAt != null) {
                return ChangePhase.CANCELLED;
            }
            return successes.isEmpty() ? ChangePhase.STARTED : ChangePhase.SUCCEEDED;
        }

        void started(DeploymentEvent event) {
            startedAt = startedAt == null ? event.getOccurredAt() : startedAt;
        }

        void failed(DeploymentEvent event) {
            failedAt = failedAt == null ? event.getOccurredAt() : failedAt;
        }

        /** A rollback ends every attempt that is still live, and the last one whatever it is. */
        void rolledBack(DeploymentEvent event, boolean last) {
            boolean live = !successes.isEmpty();
            rolledBackAt = rolledBackAt == null && (live || last) ? event.getOccurredAt() : rolledBackAt;
        }

        void report(Instant start, Instant end) {
            reportedStart = start == null ? reportedStart : start;
            reportedEnd = end == null ? reportedEnd : end;
        }

        void succeeded(DeploymentEvent event, List<String> known) {
            Instant live = event.getActualEnd() == null ? event.getOccurredAt() : event.getActualEnd();
            List<String> said = List.copyOf(event.getRolloutScope());
            boolean everybody = said.isEmpty() && event.getCleared().contains(SCOPE);
            List<String> cohorts = successes.isEmpty() || everybody ? known : widened(said);
            scoped |= !said.isEmpty();
            int last = successes.size() - 1;
            boolean same = last >= 0 && successes.get(last).cohorts().equals(cohorts);
            if (same || successes.size() == MOST_STEPS) {
                successes.remove(last);
            }
            successes.add(new Success(live, cohorts));
        }

        /** A success that names no cohorts, after one that named some, is live for everybody. */
        private List<String> widened(List<String> said) {
            List<String> before = successes.get(successes.size() - 1).cohorts();
            if (said.isEmpty()) {
                return scoped ? List.of() : before;
            }
            if (before.isEmpty()) {
                return before;
            }
            TreeSet<String> both = new TreeSet<>(before);
            both.addAll(said);
            return both.size() == before.size() ? before : List.copyOf(both);
        }

        Attempt finish() {
            Instant done = successes.isEmpty()
                    ? failedAt
                    : successes.get(successes.size() - 1).liveAt();
            // A reported end after the success may be the end of the rollback.
            boolean ownEnd =
                    reportedEnd != null && done != null && (rolledBackAt == null || !reportedEnd.isAfter(done));
            List<Success> steps = new ArrayList<>(successes);
            if (ownEnd && !steps.isEmpty()) {
                steps.set(
                        steps.size() - 1,
                        new Success(reportedEnd, steps.get(steps.size() - 1).cohorts()));
            }
            Instant ended = rolledBackAt == null ? (done == null ? cancelledAt : done) : rolledBackAt;
            return new Attempt(
                    reportedStart == null ? startedAt : reportedStart,
                    hasEnded() && reportedEnd != null ? reportedEnd : ended,
                    result(),
                    steps,
                    ownEnd && successes.isEmpty() ? reportedEnd : failedAt,
                    rolledBackAt);
        }
    }
}
