package io.changelens.pipeline.outcomes;

import io.changelens.pipeline.decode.Received;
import io.changelens.pipeline.decode.RecordPosition;
import io.changelens.schemas.LearningActivityEvent;
import java.time.Instant;

/** Learning activity for tests. */
final class Activities {

    private Activities() {}

    static Received<LearningActivityEvent> received(LearningActivityEvent event, int partition, long offset) {
        return new Received<>(
                event,
                new RecordPosition("learning-activity", partition, offset, 0),
                event.getEventId().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    static LearningActivityEvent event(String id, long time) {
        return LearningActivityEvent.newBuilder()
                .setEventId(id)
                .setOccurredAt(Instant.ofEpochMilli(time))
                .setVerb("rated")
                .setService("player")
                .setLearner("p")
                .setSuccess(true)
                .setValue(2.5)
                .build();
    }
}
