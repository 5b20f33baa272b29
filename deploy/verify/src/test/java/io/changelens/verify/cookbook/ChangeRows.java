package io.changelens.verify.cookbook;

import io.changelens.verify.cookbook.Row.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Changes, the stages of their flow and their collisions with release windows. */
public final class ChangeRows {

    private static final int CHANGES = 420;
    private static final List<String> STAGES = List.of("REQUESTED", "COMMITTED", "PLANNED", "APPROVED", "STARTED");

    private final Generator g;

    ChangeRows(Generator g) {
        this.g = g;
    }

    void add() {
        for (int i = 0; i < CHANGES; i++) {
            change(i);
        }
        for (Row.Window window : g.world.windows) {
            for (int i = 0; i < 12; i++) {
                Change change = g.oneOf(g.world.changes);
                boolean known = g.world.collisions.stream()
                        .anyMatch(o -> o.changeId.equals(change.changeId) && o.windowId.equals(window.windowId));
                for (String stream : known ? List.<String>of() : change.valueStreams) {
                    if (window.valueStreams.contains(stream)) {
                        collision(change, window, stream);
                    }
                }
            }
        }
    }

    private void change(int number) {
        Change c = new Change();
        c.changeId = "CH-" + number;
        c.service = number == 1 ? "live-classroom" : g.oneOf(List.copyOf(Generator.SERVICES.keySet()));
        c.serviceKnown = !c.service.equals("lonely");
        c.environment = g.oneIn(8) && number != 1 ? "staging" : "production";
        c.changeType = g.oneOf(List.of("STANDARD", "NORMAL", "NORMAL", "NORMAL", "EMERGENCY"));
        c.team = g.oneOf(Generator.TEAMS);
        c.collaboratingTeams = g.oneIn(3) ? List.of("data", "design").subList(0, 1 + g.random.nextInt(2)) : List.of();
        c.workItem = g.oneIn(2) ? "STORY-" + number : "";
        c.sprint = g.oneIn(3) ? "S" + number % 9 : "";
        c.valueStreams = Generator.SERVICES.get(c.service);
        // Few different sizes, so that many are tied.
        c.commits = 1 + g.random.nextInt(5);
        c.linesAdded = 20L * g.random.nextInt(40);
        c.linesRemoved = 10L * g.random.nextInt(20);
        c.events = 3;
        Instant end = g.sometime();
        c.firstCommitAt = g.oneIn(5) ? null : end.minus(g.upTo(Duration.ofDays(20)));
        c.plannedAt = g.oneIn(3) ? null : end.minus(g.upTo(Duration.ofDays(6)));
        c.plannedStart = c.plannedAt == null ? null : end.minus(Duration.ofHours(1));
        c.actualStart = g.oneIn(6) ? null : end.minus(g.upTo(Duration.ofHours(3)));
        if (g.oneIn(3)) {
            // Several changes may answer the same request.
            c.serviceRequest = "REQ-" + g.random.nextInt(110);
            c.requestedAt = g.oneIn(12) ? null : end.minus(g.upTo(Duration.ofDays(30)));
        }
        c.rollbackOf = number > 9 && g.oneIn(14) ? "CH-" + g.random.nextInt(number) : "";
        c.remediatesIncident = g.oneIn(12) ? "INC-" + g.random.nextInt(20) : "";
        close(c, end);
        facts(c);
        g.world.changes.add(c);
        Change older = (Change) c.clone();
        older.events = 2;
        older.state = "STARTED";
        older.succeededAt = null;
        older.service = "lonely";
        older.environment = "production";
        older.production = true;
        older.failure = "FAILED";
        g.world.replace("changes", older);
        flow(c, end);
    }

    private void close(Change c, Instant end) {
        int how = g.random.nextInt(20);
        c.lastEventAt = end;
        c.actualEnd = end;
        if (how < 13) {
            c.state = "SUCCEEDED";
            c.succeededAt = end;
            c.actualEnd = g.oneIn(10) ? end.minus(Duration.ofMinutes(2)) : end;
        } else if (how < 15) {
            c.state = "FAILED";
            c.failedAt = end;
            c.succeededAt = g.oneIn(3) ? end.minus(Duration.ofMinutes(30)) : null;
        } else if (how < 17) {
            c.state = "ROLLED_BACK";
            c.succeededAt = g.oneIn(4) ? null : end;
            c.rolledBackAt = end.plus(g.upTo(Duration.ofHours(5)));
            c.lastEventAt = c.rolledBackAt;
        } else {
            c.state = how == 17 ? "CANCELLED" : how == 18 ? "PLANNED" : "APPROVED";
            c.actualEnd = null;
        }
    }

    /** The columns that say what became of the deployment; the job writes them. */
    private void facts(Change c) {
        c.production = c.environment.equals("production");
        boolean ended = c.succeededAt != null || c.failedAt != null || c.rolledBackAt != null;
        if (!ended) {
            return;
        }
        c.live = !c.state.equals("FAILED");
        c.deployedAt = c.actualEnd;
        c.firstOfService = c.live && g.oneIn(20);
        if (c.live && !c.firstOfService && c.firstCommitAt != null) {
            c.leadReversed = g.oneIn(9);
            c.leadSeconds = c.leadReversed ? null : (Double) Answers.seconds(c.firstCommitAt, c.deployedAt);
        }
        boolean byOther = c.state.equals("SUCCEEDED") && g.oneIn(15);
        c.failure = c.state.equals("SUCCEEDED") ? (byOther ? "ROLLED_BACK_BY_OTHER" : "") : c.state;
        if (!c.failure.isEmpty()) {
            c.recoveryFrom = c.deployedAt;
            // Now and then before it failed: clocks disagree.
            c.recoveredAt = g.oneIn(3)
                    ? null
                    : c.deployedAt.plus(g.upTo(Duration.ofHours(9))).minusSeconds(900);
        }
    }

    private void flow(Change c, Instant end) {
        int first = g.random.nextInt(6);
        Instant begin = end.minus(g.upTo(Duration.ofDays(12)));
        String team = "";
        for (int i = first; i < STAGES.size(); i++) {
            Row.Stage row = new Row.Stage();
            row.changeId = c.changeId;
            row.stage = STAGES.get(i);
            row.kind = i == 1 || i == 4 ? "ACTIVE" : "WAITING";
            row.team = g.oneOf(Generator.TEAMS);
            row.handOver = i > first && !row.team.equals(team);
            row.startedAt = begin;
            boolean last = i == STAGES.size() - 1;
            row.endedAt = last ? end : begin.plus(g.upTo(Duration.between(begin, end)));
            row.events = 3;
            begin = row.endedAt;
            team = row.team;
            if (last && !List.of("SUCCEEDED", "FAILED", "ROLLED_BACK").contains(c.state)) {
                row.endedAt = null;
            }
            g.world.stages.add(row);
            Row.Stage older = (Row.Stage) row.clone();
            older.events = 2;
            older.handOver = true;
            older.endedAt = end.plus(Duration.ofDays(1));
            g.world.replace("flow_stages", older);
        }
    }

    private void collision(Change c, Row.Window window, String stream) {
        Row.Collision row = new Row.Collision();
        row.changeId = c.changeId;
        row.windowId = window.windowId;
        row.valueStream = stream;
        row.state = g.oneOf(List.of("OPEN", "CONFIRMED", "CONFIRMED", "WITHDRAWN"));
        row.severity = g.oneOf(List.of("LOW", "MEDIUM", "HIGH", "CRITICAL"));
        row.service = c.service;
        row.team = c.team;
        row.changeType = c.changeType;
        row.windowTitle = window.title;
        row.windowStart = window.startsAt;
        row.windowEnd = window.endsAt;
        row.changeStart = row.state.equals("WITHDRAWN") ? null : c.lastEventAt.minus(Duration.ofHours(1));
        row.warnedAt = g.oneIn(4) ? null : c.lastEventAt.minus(g.upTo(Duration.ofDays(9)));
        row.revision = 5;
        g.world.collisions.add(row);
        Row.Collision older = (Row.Collision) row.clone();
        older.revision = 4;
        older.state = row.state.equals("OPEN") ? "CONFIRMED" : "OPEN";
        older.changeStart = c.lastEventAt;
        g.world.replace("release_collisions", older);
    }
}
