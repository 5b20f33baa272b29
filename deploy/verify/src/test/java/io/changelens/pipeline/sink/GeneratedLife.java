package io.changelens.pipeline.sink;

import io.changelens.schemas.DeploymentEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A generated life of a change: its events, and what became of it by the script that produced them. The events are not read
 * for the latter, so it shares nothing with the code under test.
 */
final class GeneratedLife {

    final String id;
    final String service;
    final boolean production;
    final List<DeploymentEvent> events = new ArrayList<>();
    final List<Try> tries = new ArrayList<>();
    /** What is special about it. */
    final Set<String> features = new LinkedHashSet<>();

    Instant committedAt;
    String version = "";
    String rollbackOf = "";
    /** Facts that depend on other changes of the service; null where nothing happened. */
    Instant rolledBackAt;

    Instant nextLiveAt;
    boolean first;

    GeneratedLife(String id, String service, boolean production) {
        this.id = id;
        this.service = service;
        this.production = production;
    }

    /** One attempt at deploying it; times are null where nothing happened. */
    static final class Try {
        /** Known start of the work. */
        Instant start;

        final List<Instant> successes = new ArrayList<>();
        Instant failedAt;
        Instant rolledBackAt;

        boolean ended() {
            return wasLive() || failedAt != null;
        }

        boolean broken() {
            return failedAt != null || rolledBackAt != null;
        }

        boolean wasLive() {
            return !successes.isEmpty() || rolledBackAt != null;
        }

        Instant liveAt() {
            if (!successes.isEmpty()) {
                return successes.get(successes.size() - 1);
            }
            return failedAt != null ? failedAt : start == null ? rolledBackAt : start;
        }
    }

    private List<Try> ended() {
        return tries.stream().filter(Try::ended).toList();
    }

    private Try last() {
        List<Try> ended = ended();
        return ended.isEmpty() ? null : ended.get(ended.size() - 1);
    }

    Instant liveAt() {
        return last() == null ? null : last().liveAt();
    }

    /** The attempt that follows the last one that ended; null if none does. */
    private Try following() {
        int next = tries.indexOf(last()) + 1;
        return last() == null || next == tries.size() ? null : tries.get(next);
    }

    Instant exposedUntil() {
        Try last = last();
        if (last == null) {
            return null;
        }
        Instant own = last.rolledBackAt != null ? last.rolledBackAt : following() == null ? null : following().start;
        return rolledBackAt == null || (own != null && own.isBefore(rolledBackAt)) ? own : rolledBackAt;
    }

    /** Whether it is being deployed once more, or was until that was cancelled. */
    boolean isTriedAgain() {
        return following() != null;
    }

    boolean rolledBack() {
        return last() != null
                && (last().rolledBackAt != null || (rolledBackAt != null && rolledBackAt.equals(exposedUntil())));
    }

    Instant deployedAt() {
        return ended().stream()
                .filter(Try::wasLive)
                .findFirst()
                .map(Try::liveAt)
                .orElse(liveAt());
    }

    boolean live() {
        return ended().stream().anyMatch(Try::wasLive);
    }

    boolean succeeded() {
        return ended().stream().anyMatch(t -> !t.successes.isEmpty());
    }

    boolean failedLast() {
        return last().failedAt != null && last().rolledBackAt == null;
    }

    private Try lastBroken() {
        return ended().stream().filter(Try::broken).reduce((a, b) -> b).orElse(null);
    }

    String failure() {
        Try broken = lastBroken();
        if (broken == null) {
            return rolledBackAt == null ? "" : "ROLLED_BACK_BY_OTHER";
        }
        return broken.rolledBackAt == null ? "FAILED" : "ROLLED_BACK";
    }

    /** When the work of its only attempt ended; null if that has not ended, or there are several. */
    Instant workEndedAt() {
        Try only = tries.size() == 1 ? tries.get(0) : null;
        if (only == null || !only.ended()) {
            return null;
        }
        return only.successes.isEmpty() && only.failedAt == null ? only.rolledBackAt : only.liveAt();
    }

    Instant recoveryFrom() {
        List<Try> ended = ended();
        int at = ended.indexOf(lastBroken());
        if (at < 0) {
            return rolledBackAt == null ? null : deployedAt();
        }
        boolean repaired = at + 1 < ended.size();
        while (at > 0 && ended.get(at - 1).broken()) {
            at--;
        }
        Try first = ended.get(at);
        Instant happened = first.rolledBackAt == null ? first.failedAt : first.rolledBackAt;
        return repaired ? happened : first.liveAt();
    }

    Instant recoveredAt() {
        List<Try> ended = ended();
        int at = ended.indexOf(lastBroken());
        if (at < 0) {
            return rolledBackAt;
        }
        if (at + 1 < ended.size()) {
            return ended.get(at + 1).successes.get(0);
        }
        Instant own = ended.get(at).rolledBackAt;
        Instant next = failure().equals("FAILED") ? nextLiveAt : null;
        return own != null ? own : earliest(rolledBackAt, next);
    }

    Double leadSeconds() {
        boolean known = live() && committedAt != null && !first && !committedAt.isAfter(deployedAt());
        return known ? Duration.between(committedAt, deployedAt()).toMillis() / 1000.0 : null;
    }

    boolean leadReversed() {
        return live() && committedAt != null && committedAt.isAfter(deployedAt());
    }

    private static Instant earliest(Instant a, Instant b) {
        return a == null || (b != null && b.isBefore(a)) ? b : a;
    }
}
