package io.changelens.pipeline.sink;

import io.changelens.core.attribution.AttributedIncident;
import io.changelens.core.attribution.DeployedChange;
import io.changelens.core.calendar.Collision;
import io.changelens.core.calendar.ValueStreamChange;
import io.changelens.core.effect.AdjustedEffect;
import io.changelens.core.effect.EffectPath;
import io.changelens.core.effect.Intervention;
import io.changelens.mapping.catalog.CatalogYaml;
import io.changelens.pipeline.attribution.AttributionTopology;
import io.changelens.pipeline.attribution.ServiceInput;
import io.changelens.pipeline.calendar.CollisionTopology;
import io.changelens.pipeline.config.PipelineOptions;
import io.changelens.pipeline.config.Settings;
import io.changelens.pipeline.decode.Received;
import io.changelens.pipeline.decode.RecordPosition;
import io.changelens.pipeline.delivery.Change;
import io.changelens.pipeline.delivery.DeliveryTopology;
import io.changelens.pipeline.delivery.DeliveryTopology.Delivery;
import io.changelens.pipeline.delivery.Incident;
import io.changelens.pipeline.effects.EffectsTopology;
import io.changelens.pipeline.observed.KpiDowntime;
import io.changelens.pipeline.observed.ObservedTopology;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.OutcomeMinute;
import io.changelens.schemas.ReleaseWindow;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Runs events of changes and incidents through the topologies of the three jobs, and keeps what each part reads and emits,
 * in order of arrival.
 */
final class LivesRun {

    private static final List<List<Object>> KEPT = new CopyOnWriteArrayList<>();
    private static final List<ValueStreamCatalog> KNOWN = List.of(CatalogYaml.defaultCatalog());

    final List<Change> changes;
    final List<Incident> incidents;
    final List<Collision> collisions;
    final List<AttributedIncident> attributed;
    final List<AdjustedEffect> effects;
    final List<EffectPath> paths;
    final List<OutcomeMinute> outcomes;
    /** Changes and incidents as the effects job reads them. */
    final List<Intervention> interventions;

    final List<DeployedChange> candidates;
    final List<ValueStreamChange> inCalendars;
    final List<KpiDowntime> downtimes;

    private final List<DeploymentEvent> deployments;
    private final List<IncidentEvent> reports;

    LivesRun(List<DeploymentEvent> deployments, List<IncidentEvent> reports, ReleaseWindow window, LongStream activity)
            throws Exception {
        this.deployments = deployments;
        this.reports = reports;
        Settings settings = settings();

        Job first = new Job();
        DataStream<OutcomeMinute> observed = ObservedTopology.build(
                first.env.fromData(activity.boxed().toList(), Types.LONG),
                first.delivery.incidents(),
                first.catalogs,
                KNOWN,
                settings);
        DataStream<AttributedIncident> attribution = AttributionTopology.build(
                observed, first.delivery.changes(), first.delivery.incidents(), first.catalogs, KNOWN, settings);
        DataStream<Collision> collided =
                CollisionTopology.build(first.delivery.changes(), first.windows(window), settings);
        changes = first.read(first.delivery.changes());
        incidents = first.read(first.delivery.incidents());
        outcomes = first.read(observed);
        downtimes = first.read(first.within(observed, "route-downtimes"));
        attributed = first.read(attribution);
        List<ServiceInput> inputs = first.read(first.within(attribution, "route-candidates"));
        collisions = first.read(collided);
        inCalendars = first.read(first.within(collided, "route-changes-to-calendars"));
        first.env.execute();
        candidates = inputs.stream().map(ServiceInput::change).toList();

        Job second = new Job();
        EffectsTopology.Measured built = EffectsTopology.build(
                new EffectsTopology.Inputs(
                        second.env.fromData(outcomes, new AvroTypeInfo<>(OutcomeMinute.class)),
                        second.delivery.changes(),
                        second.delivery.incidents(),
                        second.windows(window)),
                second.catalogs,
                KNOWN,
                settings);
        DataStream<AdjustedEffect> measured = built.effects();
        effects = second.read(measured);
        paths = second.read(built.paths());
        interventions = second.read(second.within(measured, "route-changes"));
        List<Intervention> ofIncidents = second.read(second.within(measured, "route-incidents"));
        second.env.execute();
        interventions.addAll(ofIncidents);
    }

    private static Settings settings() {
        Configuration options = new Configuration();
        options.set(PipelineOptions.KAFKA_BOOTSTRAP, "127.0.0.1:1");
        options.set(PipelineOptions.CLICKHOUSE_URL, "jdbc:clickhouse:http://127.0.0.1:1/changelens");
        // A horizon in which the rollbacks of the following days lie.
        options.set(PipelineOptions.HORIZONS, List.of(LivesWorld.HORIZON));
        return Settings.of(options, "secret");
    }

    /** A job that reads changes and incidents. */
    private final class Job {
        private final StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        private final DataStream<ValueStreamCatalog> catalogs =
                env.fromData(KNOWN, new AvroTypeInfo<>(ValueStreamCatalog.class));
        private final Delivery delivery;

        private Job() {
            env.setParallelism(1);
            // Streams that have no watermark are not marked idle: else the end of the outcomes would close all effects,
            // while
            // changes are still on their way.
            env.getConfig().setAutoWatermarkInterval(0);
            delivery = DeliveryTopology.build(
                    received(deployments, DeploymentEvent.class),
                    received(reports, IncidentEvent.class),
                    catalogs,
                    KNOWN,
                    settings());
        }

        private <T extends SpecificRecordBase> DataStream<Received<T>> received(List<T> events, Class<T> type) {
            List<Received<T>> all = new ArrayList<>();
            for (T event : events) {
                all.add(new Received<>(event, new RecordPosition("topic", 0, all.size(), 0), new byte[0]));
            }
            return env.fromData(all, Received.typeInfo(type));
        }

        private DataStream<ReleaseWindow> windows(ReleaseWindow window) {
            return env.fromData(List.of(window), new AvroTypeInfo<>(ReleaseWindow.class));
        }

        /** Returns the output of an operator on the way to a stream. */
        private <T> DataStream<T> within(DataStream<?> stream, String uid) {
            // A transformation beside a broadcast stream names its direct inputs only as predecessors.
            Deque<Transformation<?>> open = new ArrayDeque<>(List.of(stream.getTransformation()));
            while (!uid.equals(open.getFirst().getUid())) {
                open.addAll(open.remove().getInputs());
            }
            @SuppressWarnings("unchecked")
            Transformation<T> found = (Transformation<T>) open.getFirst();
            return new DataStream<>(env, found);
        }

        private <T> List<T> read(DataStream<T> stream) {
            List<Object> all = Collections.synchronizedList(new ArrayList<>());
            KEPT.add(all);
            stream.map(new Keep<T>(KEPT.size() - 1)).returns(stream.getType()).sinkTo(new DiscardingSink<>());
            @SuppressWarnings("unchecked")
            List<T> typed = (List<T>) all;
            return typed;
        }
    }

    /** Keeps what passes. The tasks run in this JVM. */
    private static final class Keep<T> implements MapFunction<T, T> {

        private static final long serialVersionUID = 1;

        private final int place;

        private Keep(int place) {
            this.place = place;
        }

        @Override
        public T map(T element) {
            KEPT.get(place).add(element);
            return element;
        }
    }
}
