package io.changelens.simulation;

import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.ChangeType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A change while it is thought up; it gets its id when all are known and in order. */
public final class Draft {

    final Kind kind;
    final String service;
    final String title;
    final Instant start;
    ChangeType type = ChangeType.NORMAL;
    Duration takes = Duration.ofMinutes(12);
    /** SUCCEEDED, FAILED, ROLLED_BACK or CANCELLED. */
    ChangePhase end = ChangePhase.SUCCEEDED;
    /** When it was rolled back or taken back; {@link Planted#FOREVER} if it was not. */
    Instant until = Planted.FOREVER;

    List<String> scope = List.of();
    final List<Move> moves = new ArrayList<>();
    /** The change that it takes back; null for none. */
    Draft repairs;
    /** When it was first planned to start, if that was another time; null otherwise. */
    Instant firstPlannedFor;

    public Draft(Kind kind, String service, String title, Instant start) {
        this.kind = kind;
        this.service = service;
        this.title = title;
        this.start = start;
    }

    public Draft moves(String ofService, String verb, double factor) {
        moves.add(new Move(new Lever(ofService, verb), factor));
        return this;
    }

    /** When it is live, if it goes live at all. */
    public Instant live() {
        return start.plus(takes);
    }

    public boolean harms() {
        return end != ChangePhase.CANCELLED && moves.stream().anyMatch(Move::harms);
    }

    /**
     * What it moves.
     *
     * @param lever what
     * @param factor by how much
     */
    public record Move(Lever lever, double factor) {

        /** Whether more is worse for what it moves. */
        private boolean moreIsWorse() {
            return lever.verb().startsWith("complaint.")
                    || lever.verb().equals("question.answered")
                    || lever.verb().equals("work.graded")
                    || lever.verb().equals("report.delivered");
        }

        boolean harms() {
            return moreIsWorse() ? factor > 1 : factor < 1;
        }
    }
}
