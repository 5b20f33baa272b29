package io.changelens.demo;

import io.changelens.importer.CommittedOffsets;
import io.changelens.importer.Progress;
import io.changelens.local.Endpoints;
import io.changelens.local.clickhouse.Credentials;
import io.changelens.schemas.Topics;
import io.changelens.simulation.Player;
import io.changelens.simulation.Simulation;
import io.changelens.simulation.Terms;
import io.changelens.simulation.TruthFile;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/** Plays two simulated terms through a running stack and compares the tables with what was planted. */
public final class StoryDemo implements Demo {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
    private static final double USUAL_SCALE = 1;

    private final Endpoints endpoints;
    private final Tables tables;
    private final PrintStream out;
    private final Simulation simulation;
    private final double speed;

    /**
     * Prepares the demonstration.
     *
     * @param reader user who queries the tables
     * @param out receives progress
     * @param seed seed of the simulation
     * @param speed simulated seconds per second; 0 for as fast as the machine can
     * @param endpoints addresses of the stack
     */
    public StoryDemo(Endpoints endpoints, Credentials.Login reader, PrintStream out, long seed, double speed) {
        this.endpoints = endpoints;
        this.tables = Tables.of(endpoints, reader);
        this.out = out;
        this.simulation = new Simulation(seed, USUAL_SCALE);
        this.speed = speed;
    }

    @Override
    public void play() throws IOException, InterruptedException {
        TruthFile.write(simulation, endpoints.dataDir().resolve("truth.json"));
        Duration all = Duration.between(Terms.begin(), Terms.end());
        try (Player player = new Player(simulation, endpoints.kafka());
                Progress progress = Progress.of("two terms", " days", 1, all.toDays(), out)) {
            player.play(new Pace(progress, speed));
            out.printf(Locale.ROOT, "%,d events of %d days sent%n", player.sent(), all.toDays());
        }
        CommittedOffsets jobs = new CommittedOffsets(endpoints.kafka(), out);
        jobs.await(Set.of(Topics.DEPLOYMENTS, Topics.INCIDENTS, Topics.LEARNING_ACTIVITY), LONGEST_WAIT);
        jobs.await(Set.of(Topics.OUTCOMES), LONGEST_WAIT);
    }

    @Override
    public DemoResult result(Duration took) throws InterruptedException {
        return new DemoResult(new StoryFindings(simulation, tables).all(), took);
    }

    /** Limits the player to a speed and shows its progress. */
    private static final class Pace implements Player.Listener {

        private static final long LOOK_EVERY = 2000;

        private final Progress progress;
        private final double speed;
        private final long began = System.nanoTime();

        Pace(Progress progress, double speed) {
            this.progress = progress;
            this.speed = speed;
        }

        @Override
        public void at(Instant reached, long sent) throws InterruptedException {
            Duration simulated = Duration.between(Terms.begin(), reached);
            if (speed > 0) {
                long due = began + (long) (simulated.toNanos() / speed);
                long wait = (due - System.nanoTime()) / 1_000_000;
                if (wait > 0) {
                    Thread.sleep(wait);
                }
            } else if (sent % LOOK_EVERY != 0) {
                return;
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            progress.to(simulated.toDays());
            progress.note(String.format(
                    Locale.ROOT,
                    "%s, %,.0f events/s",
                    reached.atZone(Terms.ZONE).toLocalDate(),
                    sent / seconds));
        }
    }
}
