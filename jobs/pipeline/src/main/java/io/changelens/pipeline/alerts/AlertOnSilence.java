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
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.Collector;

/**
 * Alerts when a value stream has had no activity for longer than {@code alerts.silence}, in event time; clears the
 * alert at its next activity. When all value streams are silent, the watermark stands still and no alert is raised: the
 * monitoring of Kafka has to detect a silent topic.
 *
 * <p>State: besides the last alert, the last minute with activity.
 */
final class AlertOnSilence extends AlertFunction<OutcomeMinute> {

    private final AlertSettings settings;
    private final long silence;
    private transient ValueState<Long> lastMinute;

    AlertOnSilence(AlertSettings settings, Duration retention) {
        super(retention);
        this.settings = settings;
        this.silence = settings.silence().toMillis();
    }

    @Override
    public void open(OpenContext context) {
        super.open(context);
        lastMinute = getRuntimeContext().getState(new ValueStateDescriptor<>("last-minute", Types.LONG));
    }

    @Override
    public void processElement(OutcomeMinute outcome, Context context, Collector<ChangeAlert> out) throws Exception {
        long minute = outcome.getMinute().toEpochMilli();
        Long latest = lastMinute.value();
        if (latest == null) {
            context.timerService().registerEventTimeTimer(minute + silence);
        }
        if (latest == null || minute > latest) {
            lastMinute.update(minute);
        }
        ChangeAlert alert = last();
        if (alert != null
                && alert.getState() == AlertState.RAISED
                && minute >= alert.getRaisedAt().toEpochMilli()) {
            String stream = outcome.getValueStream();
            emit(
                    alert(stream, AlertState.CLEARED, alert.getRaisedAt(), minute),
                    AlertCode.VALUE_STREAM_ACTIVE.with(stream),
                    context,
                    out);
            context.timerService().registerEventTimeTimer(minute + silence);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ChangeAlert> out) throws Exception {
        super.onTimer(timestamp, context, out);
        Long latest = lastMinute.value();
        if (latest == null) {
            return;
        }
        long due = latest + silence;
        boolean raised = last() != null && last().getState() == AlertState.RAISED;
        if (due > timestamp) {
            context.timerService().registerEventTimeTimer(due);
        } else if (!raised && timestamp < Long.MAX_VALUE) {
            Instant at = Instant.ofEpochMilli(due);
            String stream = context.getCurrentKey();
            emit(
                    alert(stream, AlertState.RAISED, at, due),
                    AlertCode.VALUE_STREAM_SILENT.with(
                            stream, settings.silence().toSeconds()),
                    context,
                    out);
        }
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
