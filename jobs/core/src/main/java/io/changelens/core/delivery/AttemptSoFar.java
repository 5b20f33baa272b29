package io.changelens.core.delivery;

import io.changelens.core.delivery.Attempt.Success;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.DeploymentEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** One attempt at deploying a change, as known from the events that {@link Attempts} has assigned to it so far. */
final class AttemptSoFar {

    /** Rollout steps that are kept. Further ones widen the last: only a producer in a loop has more. */
    private static final int MOST_STEPS = 50;

    private final List<Success> successes = new ArrayList<>();
    private Instant startedAt;
    private Instant failedAt;
    private Instant rolledBackAt;
    private Instant cancelledAt;
    private Instant reportedStart;
    private Instant reportedEnd;
    private boolean scoped;

    /**
     * Begins an attempt.
     *
     * @param reportedStart start that was reported before; null if none was
     * @param reportedEnd end that was reported before; null if none was
     */
    AttemptSoFar(Instant reportedStart, Instant reportedEnd) {
        this.reportedStart = reportedStart;
        this.reportedEnd = reportedEnd;
    }

    /** Whether a STARTED of its own is known. */
    boolean hasStart() {
        return startedAt != null;
    }

    boolean wasCancelled() {
        return cancelledAt != null;
    }

    /** Whether it was rolled back and its success is not known. */
    boolean wasRolledBackUnseen() {
        return rolledBackAt != null && successes.isEmpty();
    }

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

    void cancelled(DeploymentEvent event) {
        cancelledAt = event.getOccurredAt();
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
        boolean everybody = said.isEmpty() && event.getCleared().contains(Attempts.SCOPE);
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
        boolean ownEnd = reportedEnd != null && done != null && (rolledBackAt == null || !reportedEnd.isAfter(done));
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
