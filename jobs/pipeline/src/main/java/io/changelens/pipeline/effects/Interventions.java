package io.changelens.pipeline.effects;

import io.changelens.core.effect.Intervention;
import io.changelens.core.effect.Surroundings;
import io.changelens.core.effect.TrackedIntervention;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Interventions that may have affected a KPI: changes, incidents and release windows.
 *
 * <p>State: each intervention until its time can no longer be read by any effect. An intervention without an end is
 * kept as if it had ended {@code patience} after its start.
 */
final class Interventions {

    static final MapStateDescriptor<String, TrackedIntervention> KNOWN =
            new MapStateDescriptor<>("interventions", Types.STRING, TypeInformation.of(TrackedIntervention.class));

    private final MapState<String, TrackedIntervention> known;
    private final long longest;
    private final long patience;
    private final long retention;

    Interventions(RuntimeContext context, Duration longest, Duration patience, Duration retention) {
        known = context.getMapState(KNOWN);
        this.longest = longest.toMillis();
        this.patience = patience.toMillis();
        this.retention = retention.toMillis();
    }

    /**
     * Adds a revision of an intervention.
     *
     * <p>A revision with as many events as the known one replaces it: the catalog, or another change, may have altered
     * it.
     *
     * @return the intervention as known now; null if the revision is not new, or withdraws an unknown intervention
     */
    TrackedIntervention put(Intervention revision) throws Exception {
        TrackedIntervention before = known.get(revision.name());
        boolean stale = before != null
                && (before.latest().revision() > revision.revision()
                        || before.latest().equals(revision));
        if (stale || (before == null && revision.withdrawn())) {
            return null;
        }
        TrackedIntervention now = TrackedIntervention.with(before, revision, longest);
        known.put(revision.name(), now);
        return now;
    }

    /** Returns the time from which an intervention can no longer be read by any effect, epoch milliseconds. */
    long over(TrackedIntervention intervention) {
        return intervention.over(patience, retention);
    }

    /** Returns all interventions that effects may still read, and removes the others from the state. */
    Surroundings at(long now) throws Exception {
        List<TrackedIntervention> all = new ArrayList<>();
        List<String> dropped = new ArrayList<>();
        for (TrackedIntervention k : known.values()) {
            if (over(k) <= now) {
                dropped.add(k.latest().name());
            } else {
                all.add(k);
            }
        }
        for (String name : dropped) {
            known.remove(name);
        }
        return new Surroundings(all);
    }
}
