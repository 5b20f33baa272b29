package io.changelens.pipeline.outcomes;

import io.changelens.pipeline.decode.Received;
import io.changelens.schemas.LearningActivityEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Streams with duplicates, disorder, stragglers, counts, unknown services and verbs that nobody counts. */
final class GeneratedActivity {

    private static final String[] SERVICES = {"player", "app", "console", "identity", "legacy", "nobody"};
    private static final String[] VERBS = {"rated", "session", "slept"};
    private static final long SPAN = 50 * 60_000L;
    private static final int EVENTS = 400;

    private GeneratedActivity() {}

    /**
     * A script for each subtask; each has a Kafka partition or two of its own. Event times are multiples of {@code grid}
     * milliseconds: what a real source rounds to.
     */
    static List<List<Received<LearningActivityEvent>>> scripts(long seed, int subtasks, long grid) {
        Random random = new Random(seed);
        List<List<Received<LearningActivityEvent>>> scripts = new ArrayList<>();
        for (int subtask = 0; subtask < subtasks; subtask++) {
            scripts.add(script(random, subtask, grid));
        }
        return scripts;
    }

    private static List<Received<LearningActivityEvent>> script(Random random, int subtask, long grid) {
        List<Received<LearningActivityEvent>> script = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            long now = i * SPAN / EVENTS;
            boolean copy = !script.isEmpty() && random.nextInt(6) == 0;
            if (copy) {
                Received<LearningActivityEvent> original = script.get(random.nextInt(script.size()));
                script.add(Activities.received(
                        original.event(), original.position().partition(), script.size() + 10_000L * subtask));
            } else {
                int partition = 2 * subtask + random.nextInt(2);
                String id = "s" + subtask + "p" + partition + "e" + i;
                script.add(Activities.received(
                        event(random, id, now, grid), partition, script.size() + 10_000L * subtask));
            }
        }
        return script;
    }

    private static LearningActivityEvent event(Random random, String id, long now, long grid) {
        // Mostly in order, some behind, a few far behind.
        long delay = random.nextInt(10) == 0 ? random.nextInt(8 * 60_000) : random.nextInt(20_000);
        LearningActivityEvent event = LearningActivityEvent.newBuilder()
                .setEventId(id)
                .setOccurredAt(Instant.ofEpochMilli(Math.max(0, now - delay) / grid * grid))
                .setVerb(VERBS[random.nextInt(VERBS.length)])
                .setService(SERVICES[random.nextInt(SERVICES.length)])
                .setLearner("l" + random.nextInt(9))
                .setCohort(random.nextBoolean() ? "a" : "b")
                .setSuccess(random.nextInt(3) == 0 ? null : random.nextBoolean())
                .setValue(random.nextInt(4) == 0 ? null : (random.nextInt(2_000_000) - 500_000) / 1000.0)
                .build();
        if (random.nextInt(3) == 0) {
            count(event, random);
        }
        return event;
    }

    /** Makes of an event one that stands for many, or for none. */
    private static void count(LearningActivityEvent event, Random random) {
        event.setCount(random.nextInt(5) == 0 ? 0 : 1 + random.nextInt(1_000_000));
        if (event.getCount() == 0) {
            event.setValue(null);
        }
        if (random.nextInt(3) > 0) {
            event.setSuccess(null);
            event.setSuccesses((long) random.nextInt((int) event.getCount() + 1));
        }
    }
}
