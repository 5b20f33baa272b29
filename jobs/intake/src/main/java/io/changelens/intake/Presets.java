package io.changelens.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.changelens.mapping.record.Pseudonyms;
import io.changelens.mapping.row.InputError;
import io.changelens.mapping.rule.Mapping;
import io.changelens.mapping.rule.MappingFiles;
import io.changelens.mapping.rule.MappingReader;
import io.changelens.pipeline.config.IntakeSettings;
import io.changelens.pipeline.config.PipelineOptions;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.configuration.ConfigOption;

/**
 * The presets of a job. The user's are read where the job is submitted and are part of the job graph, so that all task
 * managers have the same; the shipped ones are in the jar. The key for pseudonyms is not part of the job graph: only the
 * path of its file is.
 */
final class Presets implements Serializable {

    private static final long serialVersionUID = 1;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The user's presets by name, each as one JSON document that is merged with those that it extends. */
    private final Map<String, String> own;

    private final String keyFile;

    private Presets(Map<String, String> own, String keyFile) {
        this.own = own;
        this.keyFile = keyFile;
    }

    /**
     * Reads and checks the user's presets, and those that the topics need.
     *
     * @throws InputError with one line, if a preset is unknown or invalid, or needs a key that no option gives
     */
    static Presets read(IntakeSettings settings) {
        Map<String, String> own = new TreeMap<>();
        settings.presetsDirectory()
                .map(Path::of)
                .ifPresent(directory -> MappingFiles.presetsOf(directory)
                        .forEach(name -> own.put(
                                name,
                                MappingFiles.preset(name, Optional.of(directory))
                                        .toString())));
        Presets presets = new Presets(own, settings.pseudonymKeyFile().orElse(null));
        own.keySet().forEach(name -> presets.require(name, PipelineOptions.INTAKE_PRESETS));
        settings.topics().values().forEach(name -> presets.require(name, PipelineOptions.INTAKE_TOPICS));
        return presets;
    }

    private void require(String name, ConfigOption<?> option) {
        if (!has(name)) {
            throw new InputError(
                    "option --" + option.key() + ": no preset " + name + "; there are " + String.join(", ", names()));
        }
        mapping(name, Optional.of(Pseudonyms.ofRandomKey()));
        if (keyFile == null && needsKey(name)) {
            throw new InputError("option --" + option.key() + ": the preset " + name
                    + " makes pseudonyms of persons and needs --" + PipelineOptions.INTAKE_PSEUDONYM_KEY.key()
                    + " FILE (`openssl rand -hex 32 > FILE` makes one; keep it, another key makes other pseudonyms)");
        }
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(MappingFiles.PRESETS);
        names.removeAll(own.keySet());
        names.addAll(own.keySet());
        return names;
    }

    /** Whether there is a preset of a name. */
    boolean has(String name) {
        return own.containsKey(name) || MappingFiles.PRESETS.contains(name);
    }

    /** Whether a preset cannot be used without a key for pseudonyms. It must be valid with one. */
    boolean needsKey(String name) {
        try {
            mapping(name, Optional.empty());
            return false;
        } catch (InputError e) {
            return true;
        }
    }

    /**
     * Reads the key for pseudonyms from its file.
     *
     * @return empty if no option names a file
     * @throws InputError if the file cannot be read here, or is too short
     */
    Optional<Pseudonyms> pseudonyms() {
        return Optional.ofNullable(keyFile).map(file -> Pseudonyms.of(Path.of(file)));
    }

    /**
     * Compiles a preset.
     *
     * @param name its name; there has to be such a preset
     * @param pseudonyms makes pseudonyms; empty when there is no key for them
     * @throws InputError if it is invalid, or needs a key
     */
    Mapping mapping(String name, Optional<Pseudonyms> pseudonyms) {
        return MappingReader.read(name + ".yaml", document(name), Optional.empty(), pseudonyms);
    }

    private JsonNode document(String name) {
        String text = own.get(name);
        if (text == null) {
            return MappingFiles.preset(name, Optional.empty());
        }
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the preset " + name + " was not kept as JSON", e);
        }
    }
}
