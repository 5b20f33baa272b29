package io.changelens.core.effect;

import io.changelens.core.kpi.KpiKey;
import java.util.Locale;

/**
 * Something that may move a KPI: a change that went live, an incident or a release window. Times are epoch
 * milliseconds.
 *
 * @param key the KPI it may move
 * @param kind what it is
 * @param id its id
 * @param revision distinct events, or the release window's revision; a higher one replaces a lower one
 * @param from when it begins to show
 * @param live when a change was live; else {@code from}
 * @param until when it ends: a change's rollback, an incident's resolution; {@link #OPEN} while it has none
 * @param withdrawn whether it no longer holds, such as a release window that was cancelled
 * @param down whether an incident counts as downtime
 * @param about the change that a successful change rolls back, or that caused an incident; empty when there is none
 * @param exposure of a change; else null
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
        boolean down,
        String about,
        Exposure exposure) {

    /** The end of what has none: later than any time, and times may be added to it. */
    public static final long OPEN = 1L << 60;

    /** What may move a KPI. */
    public enum Kind {
        /** A change that went live. */
        CHANGE,
        /** An incident. */
        INCIDENT,
        /** A release window. */
        WINDOW
    }

    /** Its name among the confounders of an effect, such as {@code incident:INC-7}. */
    public String name() {
        return kind.name().toLowerCase(Locale.ROOT) + ":" + id;
    }

    /** The same with an end that is not later than that. */
    public Intervention endedBy(long end) {
        return end >= until
                ? this
                : new Intervention(
                        key, kind, id, revision, from, live, Math.max(live, end), withdrawn, down, about, exposure);
    }

    /** Whether it is this change's own doing: its rollback, or an incident that it caused. */
    public boolean isAbout(String changeId) {
        return about.equals(changeId);
    }

    /** When a change no longer shows, {@code horizon} milliseconds after it was live at the latest; else its end. */
    public long shownUntil(long horizon) {
        return kind == Kind.CHANGE ? Math.min(until, live + horizon) : until;
    }
}
