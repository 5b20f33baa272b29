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
 * What may have moved a KPI.
 *
 * <p>State: each intervention until no effect can read its time any more; one that never ends, as if it had ended
 * {@code patience} after it began.
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
     * Takes a newer revision.
     *
     * @return what is known now; null if it was known already, or there was nothing to withdraw
     */
    TrackedIntervention put(Intervention revision) throws Exception {
        TrackedIntervention before = known.get(revision.name());
        boolean stale = before != null && before.latest().revision() >= revision.revision();
        if (stale || (before == null && revision.withdrawn())) {
            return null;
        }
        TrackedIntervention now = TrackedIntervention.with(before, revision, longest);
        known.put(revision.name(), now);
        return now;
    }

    /** When it can no longer matter. */
    long over(TrackedIntervention intervention) {
        return intervention.over(patience, retention);
    }

    /** Everything that can still matter; what no longer can is dropped. */
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
