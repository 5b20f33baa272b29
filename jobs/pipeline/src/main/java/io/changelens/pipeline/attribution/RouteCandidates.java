package io.changelens.pipeline.attribution;

import io.changelens.core.attribution.DeployedChange;
import io.changelens.core.delivery.ChangeHistory;
import io.changelens.core.delivery.LiveTimes;
import io.changelens.core.time.OpenEnd;
import io.changelens.pipeline.delivery.Change;
import io.changelens.schemas.ChangePhase;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Sends each change that has started to its service, and to the services that call it. A change outside production, or one that was taken back, is sent as
 * such, because an earlier revision may have been a candidate.
 */
final class RouteCandidates implements FlatMapFunction<Change, ServiceInput> {

    private static final long serialVersionUID = 1L;

    /** A version is kept for the cohort that may be named after it, and no cohort has a longer name. */
    private static final int LONGEST_COHORT = 1_000;

    @Override
    public void flatMap(Change change, Collector<ServiceInput> out) {
        ChangeHistory history = change.history();
        boolean started = history.phaseTimes().keySet().stream()
                .anyMatch(phase -> phase.compareTo(ChangePhase.STARTED) >= 0 && phase != ChangePhase.CANCELLED);
        if (!started) {
            return;
        }
        List<LiveTimes> liveTimes = liveTimes(change);
        String version = history.facts().getVersion();
        DeployedChange deployed = new DeployedChange(
                history.facts().getChangeId(),
                change.impact().service(),
                history.events(),
                change.delivered().production() && !liveTimes.isEmpty(),
                history.firstEventAt().toEpochMilli(),
                history.lastEventAt().toEpochMilli(),
                liveTimes,
                history.facts().getChangeType(),
                history.size().linesAdded() + history.size().linesRemoved(),
                version == null || version.length() > LONGEST_COHORT ? "" : version,
                change.dependencies(),
                change.callers());
        out.collect(ServiceInput.of(deployed));
        DeployedChange forCallers = deployed.forCallers();
        change.callers().forEach(caller -> out.collect(ServiceInput.atCaller(caller, forCallers)));
    }

    /** An attempt that runs may already be the cause of an incident. */
    private static List<LiveTimes> liveTimes(Change change) {
        List<LiveTimes> times = new ArrayList<>(change.delivered().liveTimes());
        if (change.history().state() == ChangePhase.STARTED) {
            times.add(new LiveTimes(
                    change.history().actualStart().toEpochMilli(),
                    OpenEnd.TIME,
                    OpenEnd.TIME,
                    false,
                    false,
                    List.copyOf(change.history().facts().getRolloutScope())));
        }
        return times;
    }
}
