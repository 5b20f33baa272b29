package io.changelens.pipeline.config;

import io.changelens.schemas.Topic;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * Settings for documents of other formats.
 *
 * @param topics presets by the topics whose documents they map, in the order of the option
 * @param presets directory of the user's presets; null if there is none
 * @param pseudonymKey path of the file with the key for pseudonyms; null if there is none
 * @param keepLearning whether rejected documents of learning activity are kept with their bytes
 */
public record IntakeSettings(Map<String, String> topics, String presets, String pseudonymKey, boolean keepLearning)
        implements Serializable {

    private static final String TOPIC = "[a-zA-Z0-9._-]{1,249}";

    /** Keeps the order of the topics. */
    public IntakeSettings {
        topics = new LinkedHashMap<>(topics);
    }

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException with one line that says what to fix
     */
    static IntakeSettings of(Configuration options) {
        return new IntakeSettings(
                topics(options),
                path(options, PipelineOptions.INTAKE_PRESETS),
                path(options, PipelineOptions.INTAKE_PSEUDONYM_KEY),
                options.get(PipelineOptions.INTAKE_KEEP_LEARNING));
    }

    /** Directory of the user's presets; empty if there is none. */
    public Optional<String> presetsDirectory() {
        return Optional.ofNullable(presets);
    }

    /** Path of the file with the key for pseudonyms; empty if there is none. */
    public Optional<String> pseudonymKeyFile() {
        return Optional.ofNullable(pseudonymKey);
    }

    private static Map<String, String> topics(Configuration options) {
        String prefix = options.get(PipelineOptions.KAFKA_TOPIC_PREFIX);
        Map<String, String> topics = new LinkedHashMap<>();
        for (String given : options.getOptional(PipelineOptions.INTAKE_TOPICS).orElse(List.of())) {
            int colon = given.indexOf(':');
            String topic = given.substring(colon + 1).strip();
            if (colon < 1 || !topic.matches(TOPIC)) {
                throw fault("must be preset:topic, separated by semicolons", given);
            }
            // Tables name our topics without the prefix, so its own topic and ours could not be told apart.
            boolean own =
                    Topic.all().stream().anyMatch(of -> topic.equals(of.name()) || topic.equals(prefix + of.name()));
            if (own) {
                throw fault("must not name a topic of Changelens", given);
            }
            if (topics.put(topic, given.substring(0, colon).strip()) != null) {
                throw fault("names a topic twice", given);
            }
        }
        return topics;
    }

    private static IllegalArgumentException fault(String rule, String given) {
        return new IllegalArgumentException(
                "option --" + PipelineOptions.INTAKE_TOPICS.key() + " " + rule + ": " + given);
    }

    private static String path(Configuration options, ConfigOption<String> option) {
        String path = options.get(option);
        if (path != null && path.isBlank()) {
            throw new IllegalArgumentException("option --" + option.key() + " is empty");
        }
        return path;
    }
}
