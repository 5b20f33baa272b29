package io.changelens.simulation;

import io.changelens.importer.EventProducer;
import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.EncodedRecord;
import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.LearningActivityEvent;
import io.changelens.schemas.RecordKind;
import io.changelens.schemas.ReleaseWindow;
import io.changelens.schemas.Topics;
import io.changelens.schemas.ValueStreamCatalog;
import java.io.Closeable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Sends a simulation to Kafka in the order of time: first the catalog and the calendar, then each day's change,
 * incident and learning activity events.
 */
public final class Player implements Closeable {

    private final Simulation simulation;
    private final EventProducer catalogs;
    private final EventProducer windows;
    private final EventProducer deployments;
    private final EventProducer incidents;
    private final EventProducer activity;
    private long sent;

    /**
     * Opens producers to the topics of a Kafka.
     *
     * @param simulation the simulation
     * @param kafka connection settings
     */
    public Player(Simulation simulation, KafkaSettings kafka) {
        this.simulation = simulation;
        this.catalogs = EventProducer.open(kafka, Topics.VALUE_STREAMS);
        this.windows = EventProducer.open(kafka, Topics.RELEASE_WINDOWS);
        this.deployments = EventProducer.open(kafka, Topics.DEPLOYMENTS);
        this.incidents = EventProducer.open(kafka, Topics.INCIDENTS);
        this.activity = EventProducer.open(kafka, Topics.LEARNING_ACTIVITY);
    }

    /** Observes the progress and may delay it. */
    public interface Listener {
        /**
         * Called before every event.
         *
         * @param reached simulated time
         * @param sent number of events so far, including this one
         * @throws InterruptedException if the user interrupts
         */
        void at(Instant reached, long sent) throws InterruptedException;
    }

    /**
     * Sends everything.
     *
     * @param listener called before every event; may block to slow the player down
     */
    public void play(Listener listener) throws InterruptedException {
        for (ValueStreamCatalog catalog : simulation.catalogs()) {
            catalogs.send(RecordKind.VALUE_STREAMS.encoded(catalog));
        }
        catalogs.flush();
        for (ReleaseWindow window : simulation.windows()) {
            windows.send(RecordKind.RELEASE_WINDOWS.encoded(window));
        }
        windows.flush();
        List<Step> steps = steps();
        int next = 0;
        for (int day = 0; day < Terms.DAYS; day++) {
            for (LearningActivityEvent each : simulation.activity(day)) {
                while (next < steps.size() && !steps.get(next).at().isAfter(each.getOccurredAt())) {
                    send(steps.get(next++), listener);
                }
                send(new Step(each.getOccurredAt(), activity, RecordKind.LEARNING_ACTIVITY.encoded(each)), listener);
            }
        }
        for (EventProducer broker : List.of(deployments, incidents, activity)) {
            broker.flush();
        }
    }

    /** The number of events sent so far. */
    public long sent() {
        return sent;
    }

    private void send(Step step, Listener listener) throws InterruptedException {
        listener.at(step.at(), ++sent);
        step.to().send(step.event());
    }

    /** The events of changes and incidents, in the order of their time. */
    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (SimulatedChange change : simulation.changes()) {
            for (DeploymentEvent each : change.events()) {
                steps.add(new Step(each.getOccurredAt(), deployments, RecordKind.DEPLOYMENTS.encoded(each)));
            }
        }
        for (SimulatedIncident incident : simulation.incidents()) {
            for (IncidentEvent each : incident.events()) {
                steps.add(new Step(each.getOccurredAt(), incidents, RecordKind.INCIDENTS.encoded(each)));
            }
        }
        steps.sort(Comparator.comparing(Step::at));
        return steps;
    }

    @Override
    public void close() {
        List.of(catalogs, windows, deployments, incidents, activity).forEach(EventProducer::close);
    }

    private record Step(Instant at, EventProducer to, EncodedRecord event) {}
}
