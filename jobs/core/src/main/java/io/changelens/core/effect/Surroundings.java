package io.changelens.core.effect;

import io.changelens.core.effect.Intervention.Kind;
import io.changelens.core.time.Minute;
import java.util.Collection;
import java.util.List;

/** All known interventions on a KPI. */
public final class Surroundings {

    private final Collection<TrackedIntervention> known;
    private final List<Intervention> effective;

    /** Creates the surroundings from the known interventions, withdrawn ones included. */
    public Surroundings(Collection<TrackedIntervention> known) {
        this.known = known;
        this.effective = known.stream()
                .map(TrackedIntervention::latest)
                .filter(i -> !i.withdrawn())
                .toList();
    }

    /** The changes. */
    public List<Intervention> changes() {
        return effective.stream().filter(i -> i.kind() == Kind.CHANGE).toList();
    }

    /** The pauses in the activity of all value streams. */
    public List<Intervention> pauses() {
        return effective.stream().filter(i -> i.kind() == Kind.PAUSE).toList();
    }

    /**
     * The other interventions that may have moved the KPI in the time that an analysis reads. A change's rollback and
     * the incidents that it caused are not among them, as they are its consequences; nor are incidents if the KPI is
     * computed from them.
     */
    public List<Intervention> others(Intervention change, EffectPlan plan, int analysis) {
        return effective.stream()
                .filter(i -> i.kind() != Kind.PAUSE)
                .filter(i -> !i.name().equals(change.name()) && !i.isAbout(change.id()))
                .filter(i -> i.kind() != Kind.INCIDENT || !change.exposure().ofIncidents())
                .filter(i -> plan.reads(i.from(), i.shownUntil(Minute.plus(0, plan.horizon())), analysis))
                .toList();
    }

    /**
     * Returns the sorted names of the interventions that may be confounded with the effect: changes that began within a
     * horizon before the change or in its observation window, and incidents and release windows that overlap the change
     * or the observation window.
     */
    public static List<String> confounders(List<Intervention> others, EffectPlan plan, int analysis) {
        long earliestChange = Minute.plus(plan.before(), -plan.horizon());
        long end = plan.windowEnd(analysis);
        return others.stream()
                .filter(i -> i.from() < end)
                .filter(i -> i.kind() == Kind.CHANGE ? i.from() >= earliestChange : i.until() > plan.before())
                .map(Intervention::name)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Number of distinct events of a change, and of the changes that rolled it back within the whole observation
     * window.
     */
    public long ownEvents(Intervention change, EffectPlan plan) {
        long wholeEnd = Minute.plus(plan.after(), plan.horizon());
        return change.revision()
                + known.stream()
                        .filter(k -> k.latest().kind() == Kind.CHANGE
                                && k.latest().isAbout(change.id())
                                && k.firstFrom() < wholeEnd)
                        .mapToLong(k -> k.latest().revision())
                        .sum();
    }

    /**
     * Number of distinct events of all other interventions in the time that an analysis reads, withdrawn ones included.
     */
    public long otherEvents(Intervention change, EffectPlan plan, int analysis) {
        return known.stream()
                .filter(k -> k.latest().kind() != Kind.PAUSE)
                .filter(k -> !k.latest().name().equals(change.name()))
                .filter(k -> k.latest().kind() != Kind.CHANGE || !k.latest().isAbout(change.id()))
                .filter(k -> plan.reads(k.firstFrom(), k.lastUntil(), analysis))
                .mapToLong(k -> EffectRevision.known(k.latest()))
                .sum();
    }
}
