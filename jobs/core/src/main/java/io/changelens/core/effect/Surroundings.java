package io.changelens.core.effect;

import io.changelens.core.effect.Intervention.Kind;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everything known that may have moved a KPI, with each change ended by its rollback. */
public final class Surroundings {

    private final Collection<TrackedIntervention> known;
    private final Map<String, Long> rolledBackAt = new HashMap<>();
    private final List<Intervention> effective;

    public Surroundings(Collection<TrackedIntervention> known) {
        this.known = known;
        for (TrackedIntervention k : known) {
            if (k.latest().kind() == Kind.CHANGE && !k.latest().about().isEmpty()) {
                rolledBackAt.merge(k.latest().about(), k.latest().live(), Math::min);
            }
        }
        this.effective = known.stream()
                .map(TrackedIntervention::latest)
                .filter(i -> !i.withdrawn())
                .map(this::ended)
                .toList();
    }

    private Intervention ended(Intervention i) {
        return i.kind() == Kind.CHANGE ? i.endedBy(rolledBackAt.getOrDefault(i.id(), Intervention.OPEN)) : i;
    }

    /** The changes. */
    public List<Intervention> changes() {
        return effective.stream().filter(i -> i.kind() == Kind.CHANGE).toList();
    }

    /** What makes a KPI of incidents go down. */
    public List<Intervention> downtimes() {
        return effective.stream()
                .filter(i -> i.kind() == Kind.INCIDENT && i.down())
                .toList();
    }

    /**
     * What else may have moved the KPI in the time that an effect reads. A change's rollback and the incidents that it
     * caused are its own doing, and incidents are what a KPI of incidents consists of.
     */
    public List<Intervention> others(Intervention change, EffectPlan plan, int analysis) {
        return effective.stream()
                .filter(i -> !i.name().equals(change.name()) && !i.isAbout(change.id()))
                .filter(i -> i.kind() != Kind.INCIDENT || !change.exposure().ofIncidents())
                .filter(i -> plan.reads(i.from(), i.shownUntil(plan.horizon() * EffectPlan.MINUTE), analysis))
                .toList();
    }

    /**
     * The names of those that may be mixed up with the effect, in order: changes that began within a horizon before it
     * or in its window, incidents and release windows that overlap the change or its window.
     */
    public static List<String> confounders(List<Intervention> others, EffectPlan plan, int analysis) {
        long earliestChange = plan.before() - plan.horizon() * EffectPlan.MINUTE;
        long end = plan.windowEnd(analysis);
        return others.stream()
                .filter(i -> i.from() < end)
                .filter(i -> i.kind() == Kind.CHANGE ? i.from() >= earliestChange : i.until() > plan.before())
                .map(Intervention::name)
                .distinct()
                .sorted()
                .toList();
    }

    /** Distinct events of a change, and of the changes that rolled it back within the whole window. */
    public long ownEvents(Intervention change, EffectPlan plan) {
        long wholeEnd = plan.after() + plan.horizon() * EffectPlan.MINUTE;
        return change.revision()
                + known.stream()
                        .filter(k -> k.latest().kind() == Kind.CHANGE
                                && k.latest().isAbout(change.id())
                                && k.firstFrom() < wholeEnd)
                        .mapToLong(k -> k.latest().revision())
                        .sum();
    }

    /** Distinct events of everything else in the time that an effect reads, withdrawn or not. */
    public long otherEvents(Intervention change, EffectPlan plan, int analysis) {
        return known.stream()
                .filter(k -> !k.latest().name().equals(change.name()))
                .filter(k -> k.latest().kind() != Kind.CHANGE || !k.latest().isAbout(change.id()))
                .filter(k -> plan.reads(k.firstFrom(), k.lastUntil(), analysis))
                .mapToLong(k -> EffectRevision.known(k.latest()))
                .sum();
    }
}
