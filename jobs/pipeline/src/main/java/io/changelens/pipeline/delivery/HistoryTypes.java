package io.changelens.pipeline.delivery;

import static java.util.Map.entry;

import io.changelens.core.catalog.Impact;
import io.changelens.core.delivery.ChangeHistory;
import io.changelens.core.delivery.ChangeHistory.ChangeSize;
import io.changelens.core.delivery.DeliveredChange;
import io.changelens.core.delivery.Deployment;
import io.changelens.core.delivery.FlowStage;
import io.changelens.core.delivery.IncidentHistory;
import io.changelens.core.delivery.LiveTimes;
import io.changelens.core.delivery.ServiceDeployments.Relations;
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
            Map.ofEntries(
                    entry("facts", new AvroTypeInfo<>(DeploymentEvent.class)),
                    entry("state", Types.ENUM(ChangePhase.class)),
                    entry("phaseTimes", Types.MAP(Types.ENUM(ChangePhase.class), Types.INSTANT)),
                    entry("attempts", Types.INT),
                    entry("actualStart", Types.INSTANT),
                    entry("actualEnd", Types.INSTANT),
                    entry("deployment", TypeInformation.of(Deployment.class)),
                    entry("liveTimes", Types.LIST(TypeInformation.of(LiveTimes.class))),
                    entry("size", TypeInformation.of(ChangeSize.class)),
                    entry("timeSlots", Types.LIST(TypeInformation.of(TimeSlot.class))),
                    entry("flow", Types.LIST(TypeInformation.of(FlowStage.class))),
                    entry("firstEventAt", Types.INSTANT),
                    entry("lastEventAt", Types.INSTANT),
                    entry("events", Types.LONG)));

    static final TypeInformation<IncidentHistory> OF_INCIDENTS = Types.POJO(
            IncidentHistory.class,
            Map.of(
                    "facts",
                    new AvroTypeInfo<>(IncidentEvent.class),
                    "state",
                    Types.ENUM(IncidentPhase.class),
                    "phaseTimes",
                    Types.MAP(Types.ENUM(IncidentPhase.class), Types.INSTANT),
                    "beganAt",
                    Types.INSTANT,
                    "reopenings",
                    Types.INT,
                    "lastEventAt",
                    Types.INSTANT,
                    "events",
                    Types.LONG));

    private static final TypeInformation<DeliveredChange> DELIVERED_CHANGE = Types.POJO(
            DeliveredChange.class,
            Map.of(
                    "history",
                    OF_CHANGES,
                    "production",
                    Types.BOOLEAN,
                    "relations",
                    TypeInformation.of(Relations.class)));

    static final TypeInformation<Related> RELATED = Types.POJO(
            Related.class,
            Map.of(
                    "changeId",
                    Types.STRING,
                    "history",
                    OF_CHANGES,
                    "production",
                    Types.BOOLEAN,
                    "relations",
                    TypeInformation.of(Relations.class),
                    "cause",
                    TypeInformation.of(RecordPosition.class)));

    static final TypeInformation<Change> CHANGE = Types.POJO(
            Change.class,
            Map.of(
                    "delivered",
                    DELIVERED_CHANGE,
                    "impact",
                    TypeInformation.of(Impact.class),
                    "dependencies",
                    Types.LIST(Types.STRING),
                    "callers",
                    Types.LIST(Types.STRING),
                    "cause",
                    TypeInformation.of(RecordPosition.class)));

    static final TypeInformation<Incident> INCIDENT = Types.POJO(
            Incident.class,
            Map.of(
                    "history",
                    OF_INCIDENTS,
                    "production",
                    Types.BOOLEAN,
                    "impact",
                    TypeInformation.of(Impact.class),
                    "distances",
                    Types.MAP(Types.STRING, Types.INT),
                    "cause",
                    TypeInformation.of(RecordPosition.class)));

    private HistoryTypes() {}
}
