package io.changelens.verify.views;

import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.Commit;
import io.changelens.schemas.DeploymentEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Where the time of a change went, minute marks on a line.
 *
 * @param seconds from its first mark to its end; null when it has neither
 * @param active of them somebody worked on it
 * @param handOvers how often another team took it
 */
public record SlowFlow(Double seconds, double active, double handOvers) {

    private record Mark(int order, Instant at) {}

    private static final Set<Integer> WORK = Set.of(1, 4);

    /** Of a change whose deployment was complete at its end. */
    static SlowFlow of(List<DeploymentEvent> events, Instant end) {
        Instant request = null;
        Instant commit = null;
        Instant planned = null;
        Instant approved = null;
        Instant started = null;
        for (DeploymentEvent e : events) {
            request = e.getServiceRequest() == null
                    ? request
                    : e.getServiceRequest().getRequestedAt();
            for (Commit c : e.getCommits()) {
                Instant at = c.getCommittedAt();
                commit = at != null && (commit == null || at.isBefore(commit)) ? at : commit;
            }
            Instant at = e.getOccurredAt();
            planned = e.getPhase() == ChangePhase.PLANNED ? later(planned, at) : planned;
            approved = e.getPhase() == ChangePhase.APPROVED ? later(approved, at) : approved;
            started = e.getPhase() == ChangePhase.STARTED ? later(started, at) : started;
        }
        List<Mark> marks = new ArrayList<>();
        Instant[] all = {request, commit, planned, approved, started};
        for (int i = 0; i < all.length; i++) {
            if (all[i] != null) {
                marks.add(new Mark(i, all[i].isAfter(end) ? end : all[i]));
            }
        }
        if (marks.isEmpty()) {
            return new SlowFlow(null, 0, 0);
        }
        marks.sort(Comparator.comparing(Mark::at).thenComparing(Mark::order));
        double active = 0;
        int handOvers = 0;
        String team = null;
        for (int i = 0; i < marks.size(); i++) {
            Instant until = i + 1 < marks.size() ? marks.get(i + 1).at() : end;
            active += WORK.contains(marks.get(i).order())
                    ? Duration.between(marks.get(i).at(), until).toMillis() / 1000.0
                    : 0;
            String now = teamAt(events, marks.get(i).at());
            handOvers += team != null && now != null && !now.equals(team) ? 1 : 0;
            team = now == null ? team : now;
        }
        double whole = Duration.between(marks.get(0).at(), end).toMillis() / 1000.0;
        return new SlowFlow(whole, active, handOvers);
    }

    private static Instant later(Instant a, Instant b) {
        return a == null || b.isAfter(a) ? b : a;
    }

    private static String teamAt(List<DeploymentEvent> events, Instant time) {
        DeploymentEvent last = null;
        for (DeploymentEvent e : events) {
            boolean said = e.getTeam() != null && !e.getOccurredAt().isAfter(time);
            if (said && (last == null || !e.getOccurredAt().isBefore(last.getOccurredAt()))) {
                last = e;
            }
        }
        return last == null ? null : last.getTeam();
    }
}
