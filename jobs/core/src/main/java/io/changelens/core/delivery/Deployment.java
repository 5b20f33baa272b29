package io.changelens.core.delivery;

import java.time.Instant;
import java.util.List;

/**
 * What the attempts of a change say about its deployment, before anything is known of other changes.
 *
 * @param deployedAt when its deployment was complete: when its first successful attempt was live; if none succeeded, when
 *     the last one failed; null if none has ended
 * @param live whether it was ever live: it succeeded, or there was something to roll back
 * @param succeeded whether some attempt succeeded
 * @param failure kind of the failure that happened last, whatever followed
 * @param recoveryFrom from when the recovery is counted: when that failure happened, or, if it was rolled back and not
 *     tried again, when it had become live; null without a failure
 * @param recoveredAt when the change succeeded after that failure, otherwise when it was rolled back; null if neither
 *     happened
 */
public record Deployment(
        Instant deployedAt,
        boolean live,
        boolean succeeded,
        Failure failure,
        Instant recoveryFrom,
        Instant recoveredAt) {

    /** Kinds of technical failures of a change. */
    public enum Failure {
        /** None happened. */
        NONE,
        /** The deployment failed. */
        FAILED,
        /** It was rolled back. */
        ROLLED_BACK,
        /** Another change rolled it back. */
        ROLLED_BACK_BY_OTHER
    }

    static Deployment of(List<Attempt> attempts) {
        List<Attempt> ended = attempts.stream().filter(Attempt::isComplete).toList();
        Instant deployedAt = null;
        boolean live = false;
        boolean succeeded = ended.stream().anyMatch(a -> !a.successes().isEmpty());
        int failedLast = -1;
        for (int i = 0; i < ended.size(); i++) {
            Attempt attempt = ended.get(i);
            deployedAt = live ? deployedAt : attempt.liveAt();
            live |= attempt.wasLive();
            failedLast = attempt.hasFailed() ? i : failedLast;
        }
        if (failedLast < 0) {
            return new Deployment(deployedAt, live, succeeded, Failure.NONE, null, null);
        }
        Attempt last = ended.get(failedLast);
        Failure failure = last.rolledBackAt() == null ? Failure.FAILED : Failure.ROLLED_BACK;
        int failedFirst = failedLast;
        while (failedFirst > 0 && ended.get(failedFirst - 1).hasFailed()) {
            failedFirst--;
        }
        Attempt first = ended.get(failedFirst);
        if (failedLast + 1 < ended.size()) {
            Instant from = first.rolledBackAt() == null ? first.failedAt() : first.rolledBackAt();
            Instant recovered = ended.get(failedLast + 1).successes().get(0).liveAt();
            return new Deployment(deployedAt, live, succeeded, failure, from, recovered);
        }
        return new Deployment(deployedAt, live, succeeded, failure, first.liveAt(), last.rolledBackAt());
    }
}
