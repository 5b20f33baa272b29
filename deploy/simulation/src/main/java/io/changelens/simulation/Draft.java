package io.changelens.simulation;

import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.ChangeType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A change before it has an id. Ids are given when all changes are known and sorted. */
public final class Draft {

    final Kind kind;
    final String service;
    final String title;
    final Instant start;
    ChangeType type = ChangeType.NORMAL;
    Duration takes = Duration.ofMinutes(12);
    /** Last phase: SUCCEEDED, FAILED, ROLLED_BACK or CANCELLED. */
    ChangePhase end = ChangePhase.SUCCEEDED;
    /** When it was rolled back, by itself or by another change; {@link Planted#FOREVER} if it was not. */
    Instant until = Planted.FOREVER;

    List<String> scope = List.of();
    final List<Move> moves = new ArrayList<>();
    /** The change that this one rolls back; null for none. */
    Draft repairs;
    /** The first planned start, if it was another; otherwise null. */
    Instant firstPlannedFor;

    /**
     * A normal change that succeeds after 12 minutes and has no effect.
     *
     * @param kind purpose in the simulation
     * @param service id of the service
     * @param title title for people
     * @param start when the deployment starts
     */
    public Draft(Kind kind, String service, String title, Instant start) {
        this.kind = kind;
        this.service = service;
        this.title = title;
        this.start = start;
    }

    /**
     * Adds an effect.
     *
     * @param ofService id of the service whose activity is affected
     * @param verb verb of the affected activity
     * @param factor factor on its rate, probability or amount
     * @return this draft
     */
    public Draft moves(String ofService, String verb, double factor) {
        moves.add(new Move(new Lever(ofService, verb), factor));
        return this;
    }

    /** When the change becomes live, if it does. */
    public Instant live() {
        return start.plus(takes);
    }

    /** Whether the change goes ahead and has a harmful effect. */
    public boolean harms() {
        return end != ChangePhase.CANCELLED && moves.stream().anyMatch(Move::harms);
    }

    /**
     * An effect.
     *
     * @param lever what is affected
     * @param factor factor on it
     */
    public record Move(Lever lever, double factor) {

        /** Whether a larger value is worse. */
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
