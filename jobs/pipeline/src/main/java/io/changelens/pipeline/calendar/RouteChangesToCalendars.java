package io.changelens.pipeline.calendar;

import io.changelens.core.calendar.ValueStreamChange;
import io.changelens.core.delivery.ChangeHistory;
import io.changelens.pipeline.delivery.Change;
import io.changelens.schemas.DeploymentEvent;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Sends each change with a planned or actual time to the value streams that it affects, with a flag whether it is in
 * production. Value streams that only an earlier revision affected get it with the flag unset.
 */
final class RouteChangesToCalendars implements FlatMapFunction<Change, ValueStreamChange> {

    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(Change change, Collector<ValueStreamChange> out) {
        if (change.history().timeSlots().isEmpty()) {
            return;
        }
        boolean production = change.delivered().production();
        change.impact().valueStreams().forEach(stream -> out.collect(of(change, stream, production)));
        change.impact().leftStreams().forEach(stream -> out.collect(of(change, stream, false)));
    }

    private static ValueStreamChange of(Change change, String stream, boolean reaches) {
        ChangeHistory history = change.history();
        DeploymentEvent facts = history.facts();
        return new ValueStreamChange(
                stream,
                facts.getChangeId(),
                history.events(),
                reaches,
                history.timeSlots(),
                change.impact().service(),
                facts.getTeam() == null ? "" : facts.getTeam(),
                facts.getChangeType(),
                facts.getTitle() == null ? "" : facts.getTitle(),
                change.impact().catalogRevision());
    }
}
