package io.changelens.pipeline.calendar;

import io.changelens.core.calendar.Collision;
import io.changelens.core.calendar.ValueStreamChange;
import io.changelens.core.calendar.ValueStreamWindow;
import io.changelens.pipeline.config.Settings;
import io.changelens.pipeline.delivery.Change;
import io.changelens.schemas.ReleaseWindow;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Finds the collisions of changes with release windows. Both are routed to value streams and compared there. */
public final class CollisionTopology {

    private CollisionTopology() {}

    /**
     * Builds the topology.
     *
     * @param changes changes, each replacing the one with fewer events; they advance the watermark
     * @param windows revisions of release windows
     * @param settings settings of the job
     * @return collisions, each replacing the one with a lower revision
     */
    public static DataStream<Collision> build(
            DataStream<Change> changes, DataStream<ReleaseWindow> windows, Settings settings) {
        DataStream<ValueStreamChange> ofChanges = changes.flatMap(new RouteChangesToCalendars())
                .returns(TypeInformation.of(ValueStreamChange.class))
                .uid("route-changes-to-calendars")
                .name("route changes to calendars");
        DataStream<ValueStreamWindow> ofWindows = windows.keyBy(ReleaseWindow::getWindowId, Types.STRING)
                .process(
                        new RouteWindowsToCalendars(settings.retention().toMillis()),
                        TypeInformation.of(ValueStreamWindow.class))
                .uid("route-windows-to-calendars")
                .name("route windows to calendars");
        return ofChanges
                .keyBy(ValueStreamChange::valueStream, Types.STRING)
                .connect(ofWindows.keyBy(ValueStreamWindow::valueStream, Types.STRING))
                .process(new FindCollisions(settings), TypeInformation.of(Collision.class))
                .uid("find-collisions")
                .name("find collisions");
    }
}
