package io.changelens.core.delivery;

import io.changelens.core.delivery.Deployment.Failure;
import io.changelens.core.delivery.ServiceDeployments.Relations;
import io.changelens.core.time.OpenEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A change with everything that is known of its delivery: the one place that defines when it was live, whether it failed,
 * and its lead and recovery times. Tables, effects, attribution, collisions and metrics read these values.
 *
 * @param history history of the change
 * @param production whether its environment counts as production
 * @param relations how it relates to the other changes of its service in production
 */
public record DeliveredChange(ChangeHistory history, boolean production, Relations relations) {

    /** The times at which it was live, oldest first; another change may have rolled it back. */
    public List<LiveTimes> liveTimes() {
        Instant rolledBack = relations.rolledBackAt();
        return rolledBack == null
                ? history.liveTimes()
                : history.liveTimes().stream()
                        .map(times -> times.rolledBackAt(rolledBack.toEpochMilli()))
                        .toList();
    }

    /** The latest time at which it was live, of which effects are measured; null if it never was and never failed. */
    public LiveTimes latestLiveTimes() {
        List<LiveTimes> times = liveTimes();
        return times.isEmpty() ? null : times.get(times.size() - 1);
    }

    /** When it last became live for its present rollout, or failed; null if it did neither. */
    public Instant liveAt() {
        LiveTimes latest = latestLiveTimes();
        return latest == null ? null : Instant.ofEpochMilli(latest.live());
    }

    /** When it was rolled back after {@link #liveAt}; null if it was not. */
    public Instant exposedUntil() {
        LiveTimes latest = latestLiveTimes();
        return latest == null || latest.until() == OpenEnd.TIME ? null : Instant.ofEpochMilli(latest.until());
    }

    /** When its deployment was complete; null if it is not, or was taken back. */
    public Instant deployedAt() {
        return history.deployment().deployedAt();
    }

    /** Its technical failure: its own, otherwise that another change rolled it back. */
    public Failure failure() {
        Failure own = history.deployment().failure();
        return own == Failure.NONE && relations.rolledBackAt() != null ? Failure.ROLLED_BACK_BY_OTHER : own;
    }

    /** From when the recovery from its failure is counted; null without a failure. */
    public Instant recoveryFrom() {
        return failure() == Failure.ROLLED_BACK_BY_OTHER
                ? deployedAt()
                : history.deployment().recoveryFrom();
    }

    /**
     * When its service had recovered from its failure: what the change itself tells; otherwise when another change rolled
     * it back, or, after a failed deployment, when the next change of the service went live, whichever was first.
     *
     * @return null if the service has not recovered, or there is no failure
     */
    public Instant recoveredAt() {
        Failure failure = failure();
        Instant own = history.deployment().recoveredAt();
        if (failure == Failure.NONE || own != null) {
            return own;
        }
        Instant next = failure == Failure.FAILED ? relations.nextLiveAt() : null;
        Instant by = relations.rolledBackAt();
        return next == null || (by != null && by.isBefore(next)) ? by : next;
    }

    /** Whether its first commit is later than its deployment, so that its lead time is not known. */
    public boolean isLeadReversed() {
        Instant commit = history.size().firstCommitAt();
        return history.deployment().live() && commit != null && commit.isAfter(deployedAt());
    }

    /**
     * Lead time: from its first commit to its deployment, in seconds. Null if the first commit is unknown or later than the
     * deployment, if it did not go live, and for the first change of a service, whose commits may reach back to the start of
     * the service.
     */
    public Double leadSeconds() {
        Instant commit = history.size().firstCommitAt();
        boolean known = history.deployment().live() && commit != null && !relations.first() && !isLeadReversed();
        return known ? Duration.between(commit, deployedAt()).toMillis() / 1000.0 : null;
    }
}
