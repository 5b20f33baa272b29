package io.changelens.pipeline.alerts;

import io.changelens.core.reason.AlertCode;
import io.changelens.pipeline.config.AlertSettings;
import io.changelens.schemas.AlertKind;
import io.changelens.schemas.AlertSeverity;
import io.changelens.schemas.AlertState;
import io.changelens.schemas.ChangeAlert;
import io.changelens.schemas.OutcomeMinute;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.Collector;

/**
 * Alerts when a value stream has had no activity for longer than {@code alerts.silence}, in event time; clears the
 * alert at its next activity. When all value streams are silent, the watermark stands still and no alert is raised: the
 * monitoring of Kafka has to detect a silent topic.
 *
 * <p>Minutes are taken up in the order of event time, each by a timer at its start, and a silence by a timer at its
 * end. Timers fire in the order of their times even when the watermark passes many at once, so a history that is
 * replayed gives the alerts that it gave when it happened.
 *
 * <p>State: besides the last alert, the last minute with activity that the watermark has passed, and the minutes with
 * activity that it has not.
 */
final class AlertOnSilence extends AlertFunction<OutcomeMinute> {

    private final AlertSettings settings;
    private final long silence;
    private transient ValueState<Long> lastMinute;
    private transient MapState<Long, Boolean> ahead;

    AlertOnSilence(AlertSettings settings, Duration retention) {
        super(retention);
        this.settings = settings;
        this.silence = settings.silence().toMillis();
    }

    @Override
    public void open(OpenContext context) {
        super.open(context);
        lastMinute = getRuntimeContext().getState(new ValueStateDescriptor<>("last-minute", Types.LONG));
        ahead = getRuntimeContext().getMapState(new MapStateDescriptor<>("minutes-ahead", Types.LONG, Types.BOOLEAN));
    }

    /** A minute that the watermark has passed already is late; its timer fires at the next watermark. */
    @Override
    public void processElement(OutcomeMinute outcome, Context context, Collector<ChangeAlert> out) throws Exception {
        long minute = outcome.getMinute().toEpochMilli();
        if (!ahead.contains(minute)) {
            ahead.put(minute, true);
            context.timerService().registerEventTimeTimer(minute);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ChangeAlert> out) throws Exception {
        super.onTimer(timestamp, context, out);
        Long latest = lastMinute.value();
        if (ahead.contains(timestamp)) {
            ahead.remove(timestamp);
            takeUp(timestamp, latest, context, out);
        } else if (latest != null && timestamp == latest + silence && !isRaised()) {
            String stream = context.getCurrentKey();
            emit(
                    alert(stream, AlertState.RAISED, Instant.ofEpochMilli(timestamp), timestamp),
                    AlertCode.VALUE_STREAM_SILENT.with(
                            stream, settings.silence().toSeconds()),
                    context,
                    out);
        }
    }

    private void takeUp(long minute, Long latest, Context context, Collector<ChangeAlert> out) throws Exception {
        if (latest == null || minute > latest) {
            lastMinute.update(minute);
            context.timerService().registerEventTimeTimer(minute + silence);
        }
        if (isRaised() && minute >= last().getRaisedAt().toEpochMilli()) {
            String stream = context.getCurrentKey();
            emit(
                    alert(stream, AlertState.CLEARED, last().getRaisedAt(), minute),
                    AlertCode.VALUE_STREAM_ACTIVE.with(stream),
                    context,
                    out);
        }
    }

    private boolean isRaised() throws Exception {
        return last() != null && last().getState() == AlertState.RAISED;
    }

    private ChangeAlert.Builder alert(String stream, AlertState state, Instant raisedAt, long revision) {
        return ChangeAlert.newBuilder()
                .setAlertId("stream-silent|" + stream + "|" + raisedAt)
                .setKind(AlertKind.VALUE_STREAM_SILENT)
                .setState(state)
                .setSeverity(AlertSeverity.HIGH)
                .setRaisedAt(raisedAt)
                .setValueStream(stream)
                .setLink(settings.streamPage(stream))
                .setRevision(revision);
    }
}
