package io.changelens.core.delivery;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Relates the changes of one service in production to each other: which one rolled which back, which was the first, and
 * when the service was live again after a failure.
 *
 * <p>A rollback that names no change is recognized by its version: a version that had been live before goes live again.
 * It rolls back every change that went live since.
 */
public final class ServiceDeployments {

    private static final Comparator<Deployed> ORDER =
            Comparator.comparing(Deployed::deployedAt).thenComparing(Deployed::changeId);

    private ServiceDeployments() {}

    /**
     * The facts about a change that other changes of its service depend on.
     *
     * @param changeId id of the change
     * @param version version of its artefact; empty when unknown
     * @param rollbackOf id of the change that it was reported to roll back; empty if none
     * @param succeeded whether it succeeded in some attempt
     * @param live whether it was ever live
     * @param failedLast whether its last attempt failed
     * @param deployedAt when its deployment was complete
     */
    public record Deployed(
            String changeId,
            String version,
            String rollbackOf,
            boolean succeeded,
            boolean live,
            boolean failedLast,
            Instant deployedAt) {

        /** Returns the facts about a change; null if its deployment is not complete. */
        public static Deployed of(ChangeHistory history) {
            Deployment deployment = history.deployment();
            if (deployment.deployedAt() == null) {
                return null;
            }
            List<LiveTimes> times = history.liveTimes();
            return new Deployed(
                    history.facts().getChangeId(),
                    orEmpty(history.facts().getVersion()),
                    orEmpty(history.facts().getRollbackOf()),
                    deployment.succeeded(),
                    deployment.live(),
                    times.get(times.size() - 1).failed(),
                    deployment.deployedAt());
        }

        private static String orEmpty(String text) {
            return text == null ? "" : text.strip();
        }
    }

    /**
     * How a change relates to the others of its service.
     *
     * @param rollbackOf id of the change that it rolls back; empty if none
     * @param inferred whether {@code rollbackOf} was inferred from the versions
     * @param rolledBackBy id of the change that rolled it back first; empty if none did
     * @param rolledBackAt when that was; null if none did
     * @param nextLiveAt when the next change of the service went live and did not fail; null if none did
     * @param first whether it is the first change of the service that went live
     */
    public record Relations(
            String rollbackOf,
            boolean inferred,
            String rolledBackBy,
            Instant rolledBackAt,
            Instant nextLiveAt,
            boolean first) {

        /** Of a change whose deployment is not complete, or not in production. */
        public static Relations none(String reportedRollbackOf) {
            return new Relations(reportedRollbackOf == null ? "" : reportedRollbackOf, false, "", null, null, false);
        }

        /** Returns the same relations, rolled back by another change. */
        private Relations by(String changeId, Instant at) {
            return new Relations(rollbackOf, inferred, changeId, at, nextLiveAt, first);
        }
    }

    /**
     * Relates the changes of a service.
     *
     * @param changes its changes in production whose deployment is complete, in any order
     * @param inferRollbacks whether a rollback may be recognized by its version
     * @return the relations of each change, by its id
     */
    public static Map<String, Relations> relate(Collection<Deployed> changes, boolean inferRollbacks) {
        List<Deployed> ordered = changes.stream().sorted(ORDER).toList();
        Map<String, Relations> relations = new LinkedHashMap<>();
        Map<String, Integer> lastLive = new HashMap<>();
        Deployed firstLive = ordered.stream().filter(Deployed::live).findFirst().orElse(null);
        Instant[] nextLives = nextLives(ordered);
        for (int i = 0; i < ordered.size(); i++) {
            Deployed change = ordered.get(i);
            relations.put(
                    change.changeId(),
                    new Relations(change.rollbackOf(), false, "", null, nextLives[i], change.equals(firstLive)));
        }
        for (int i = 0; i < ordered.size(); i++) {
            Deployed change = ordered.get(i);
            if (change.succeeded()) {
                rollBack(ordered, i, lastLive, relations, inferRollbacks);
            }
            if (change.live() && !change.version().isEmpty()) {
                lastLive.put(change.version(), i);
            }
        }
        return relations;
    }

    /** Of several changes that went live at the same time, none is the next of the others. */
    private static Instant[] nextLives(List<Deployed> ordered) {
        Instant[] nextLives = new Instant[ordered.size()];
        Instant next = null;
        Instant sameTime = null;
        for (int i = ordered.size() - 1; i >= 0; i--) {
            Deployed change = ordered.get(i);
            boolean earlier = sameTime != null && change.deployedAt().isBefore(sameTime);
            next = earlier ? sameTime : next;
            sameTime = earlier ? null : sameTime;
            nextLives[i] = next;
            sameTime = change.succeeded() && !change.failedLast() ? change.deployedAt() : sameTime;
        }
        return nextLives;
    }

    private static void rollBack(
            List<Deployed> ordered,
            int index,
            Map<String, Integer> lastLive,
            Map<String, Relations> relations,
            boolean inferRollbacks) {
        Deployed change = ordered.get(index);
        if (!change.rollbackOf().isEmpty()) {
            relations.computeIfPresent(change.rollbackOf(), (id, r) -> earlier(r, change));
            return;
        }
        Integer before = change.version().isEmpty() ? null : lastLive.get(change.version());
        if (!inferRollbacks || before == null) {
            return;
        }
        String latest = "";
        for (int i = before + 1; i < index; i++) {
            Deployed between = ordered.get(i);
            if (between.live() && !between.version().isEmpty()) {
                latest = between.changeId();
                relations.computeIfPresent(latest, (id, r) -> earlier(r, change));
            }
        }
        if (!latest.isEmpty()) {
            Relations own = relations.get(change.changeId());
            relations.put(
                    change.changeId(),
                    new Relations(latest, true, own.rolledBackBy(), own.rolledBackAt(), own.nextLiveAt(), own.first()));
        }
    }

    private static Relations earlier(Relations known, Deployed by) {
        boolean first = known.rolledBackAt() == null || by.deployedAt().isBefore(known.rolledBackAt());
        return first ? known.by(by.changeId(), by.deployedAt()) : known;
    }
}
