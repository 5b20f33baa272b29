package io.changelens.pipeline.delivery;

import io.changelens.core.catalog.Impact;
import io.changelens.core.delivery.ChangeHistory;
import io.changelens.core.delivery.ChangeHistory.ChangeSize;
import io.changelens.core.delivery.FlowStage;
import io.changelens.core.delivery.IncidentHistory;
import io.changelens.core.delivery.TimeSlot;
import io.changelens.pipeline.decode.RecordPosition;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.IncidentPhase;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;

/**
 * Flink types of histories, which are serialized without Kryo. Flink cannot infer them, because the records contain
 * Avro records.
 */
final class HistoryTypes {

    static final TypeInformation<ChangeHistory> OF_CHANGES = Types.POJO(
            ChangeHistory.class,
            Map.of(
                    "facts",
                    new AvroTypeInfo<>(DeploymentEvent.class),
                    "state",
                    Types.ENUM(ChangePhase.class),
                    "phaseTimes",
                    Types.MAP(Types.ENUM(ChangePhase.class), Types.INSTANT),
                    "size",
                    TypeInformation.of(ChangeSize.class),
                    "timeSlots",
                    Types.LIST(TypeInformation.of(TimeSlot.class)),
                    "flow",
                    Types.LIST(TypeInformation.of(FlowStage.class)),
                    "firstEventAt",
                    Types.INSTANT,
                    "lastEventAt",
                    Types.INSTANT,
                    "events",
                    Types.LONG));

    static final TypeInformation<IncidentHistory> OF_INCIDENTS = Types.POJO(
            IncidentHistory.class,
            Map.of(
                    "facts",
                    new AvroTypeInfo<>(IncidentEvent.class),
                    "state",
                    Types.ENUM(IncidentPhase.class),
                    "phaseTimes",
                    Types.MAP(Types.ENUM(IncidentPhase.class), Types.INSTANT),
                    "reopenings",
                    Types.INT,
                    "lastEventAt",
                    Types.INSTANT,
                    "events",
                    Types.LONG));

    static final TypeInformation<Change> CHANGE = Types.POJO(
            Change.class,
            Map.of(
                    "history",
                    OF_CHANGES,
                    "impact",
                    TypeInformation.of(Impact.class),
                    "cause",
                    TypeInformation.of(RecordPosition.class)));

    static final TypeInformation<Incident> INCIDENT = Types.POJO(
            Incident.class,
            Map.of(
                    "history",
                    OF_INCIDENTS,
                    "impact",
                    TypeInformation.of(Impact.class),
                    "cause",
                    TypeInformation.of(RecordPosition.class)));

    private HistoryTypes() {}
}
