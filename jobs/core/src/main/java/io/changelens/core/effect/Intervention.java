package io.changelens.core.effect;

import io.changelens.core.kpi.KpiKey;
import io.changelens.core.time.OpenEnd;
import java.util.Locale;

/**
 * An event that may move a KPI: a change that went live, an incident or a release window; or a pause. Times are epoch
 * milliseconds.
 *
 * @param key the KPI that it may move
 * @param kind kind of the intervention
 * @param id id of the change, incident or release window
 * @param revision number of distinct events, or the release window's revision; a higher one replaces a lower one
 * @param from from when the KPI may be affected
 * @param live when a change was live; otherwise {@code from}
 * @param until when it ended: a change's rollback, an incident's resolution, a release window's end; {@link OpenEnd#TIME}
 *     while it has none
 * @param withdrawn whether it no longer holds, such as a cancelled release window
 * @param about the change that a successful change rolls back, or that caused an incident; empty when there is none
 * @param exposure facts about a change; otherwise null
 */
public record Intervention(
        KpiKey key,
        Kind kind,
        String id,
        long revision,
        long from,
        long live,
        long until,
        boolean withdrawn,
        String about,
        Exposure exposure) {

    /** The kinds of interventions. */
    public enum Kind {
        /** A change that went live. */
        CHANGE,
        /** An incident. */
        INCIDENT,
        /** A release window. */
        WINDOW,
        /** A pause in the activity of all value streams, about which nothing is known. It moves no KPI. */
        PAUSE
    }

    /** Name among the confounders of an effect, such as {@code incident:INC-7}. */
    public String name() {
        return kind.name().toLowerCase(Locale.ROOT) + ":" + id;
    }

    /** Id of the time zone of the value stream; UTC where nothing is said of it. */
    public String zone() {
        return exposure == null ? "UTC" : exposure.zone();
    }

    /** Whether this is a consequence of a change: its rollback, or an incident that it caused. */
    public boolean isAbout(String changeId) {
        return about.equals(changeId);
    }

    /**
     * Returns the end of the time in which the KPI may be affected: of a change at most {@code horizon} milliseconds
     * after it was live, of others their own end.
     */
    public long shownUntil(long horizon) {
        return kind == Kind.CHANGE ? Math.min(until, live + horizon) : until;
    }
}
