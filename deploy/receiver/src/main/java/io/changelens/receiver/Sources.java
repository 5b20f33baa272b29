package io.changelens.receiver;

import io.changelens.local.UserError;
import io.changelens.mapping.DocumentMapper;
import io.changelens.mapping.record.Pseudonyms;
import io.changelens.mapping.row.InputError;
import io.changelens.mapping.rule.Mapping;
import io.changelens.mapping.rule.MappingFiles;
import io.changelens.mapping.rule.SignatureRule;
import io.changelens.mapping.rule.SignatureRule.Encoding;
import io.changelens.mapping.rule.SignatureRule.Scheme;
import io.changelens.schemas.RecordKind;
import io.changelens.schemas.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The presets that are served: those that are named, and those that have a secret. A preset whose tool does not say how it
 * signs is served with the secret in the address.
 */
public final class Sources {
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_-]*";
    private static final List<SignatureRule> IN_PATH =
            List.of(new SignatureRule(Scheme.PATH, "", "", "", Encoding.HEX));

    private final Map<String, Source> byPreset;
    private final Set<String> topics;

    private Sources(Map<String, Source> byPreset, Set<String> topics) {
        this.byPreset = byPreset;
        this.topics = topics;
    }

    /**
     * What to serve.
     *
     * @param presets names of shipped presets, and files
     * @param secrets the secrets of their senders
     * @param unsigned names of presets that take every request
     * @param pseudonyms makes pseudonyms; empty when there is no key for them
     * @param direct whether all presets map their documents before they are stored
     */
    public record Wanted(
            List<String> presets,
            Secrets secrets,
            Set<String> unsigned,
            Optional<Pseudonyms> pseudonyms,
            boolean direct) {}

    /**
     * Reads the presets and gives each its secrets.
     *
     * @throws UserError when a secret or {@code unsigned} belongs to no preset, or a preset has no secret
     * @throws InputError when a preset is invalid, or needs a key for pseudonyms
     */
    public static Sources of(Wanted wanted, Clock clock) {
        Map<String, String> files = files(wanted);
        Map<String, Source> byPreset = new TreeMap<>();
        Set<String> topics = new TreeSet<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            String preset = file.getKey();
            boolean open = wanted.unsigned().contains(preset);
            List<String> secrets = wanted.secrets().of(preset);
            if (open && !secrets.isEmpty()) {
                throw new UserError("--unsigned " + preset
                        + " takes every request, and there is a secret for it; remove one of both");
            }
            if (!open && secrets.isEmpty()) {
                throw new UserError("the preset " + preset + " has no secret; write one into the file " + preset
                        + " of --secrets DIR, or take requests of anybody with --unsigned " + preset);
            }
            Read read = read(file.getValue(), wanted);
            List<SignatureRule> rules = read.mapping().signatures().isEmpty()
                    ? IN_PATH
                    : read.mapping().signatures();
            Optional<DocumentMapper> atEdge = read.ofPersons() || wanted.direct()
                    ? Optional.of(new DocumentMapper(read.mapping()))
                    : Optional.empty();
            byPreset.put(
                    preset, new Source(preset, new Signatures(rules, secrets, clock), Source.headers(rules), atEdge));
            if (atEdge.isPresent()) {
                read.mapping().kinds().stream().map(RecordKind::topic).forEach(topics::add);
            } else {
                topics.add(Topics.INTAKE);
            }
        }
        if (byPreset.isEmpty()) {
            throw new UserError(
                    "receive from whom? write a tool's secret into a file of --secrets DIR that has the name of its preset");
        }
        return new Sources(byPreset, topics);
    }

    private static Map<String, String> files(Wanted wanted) {
        Map<String, String> files = new TreeMap<>();
        for (String given : wanted.presets()) {
            String name = Path.of(given).getFileName().toString().replaceFirst("\\.ya?ml$", "");
            if (!name.matches(NAME)) {
                throw new UserError("--preset " + given
                        + ": its name is part of an address, and may have letters, digits, - and _ only");
            }
            if (files.put(name, given) != null) {
                throw new UserError("--preset " + given + ": there are two presets with the name " + name);
            }
        }
        Set<String> others = new TreeSet<>(wanted.secrets().presets());
        others.addAll(wanted.unsigned());
        for (String name : others) {
            if (!files.containsKey(name) && !MappingFiles.PRESETS.contains(name)) {
                throw new UserError("there is no preset " + name
                        + ", for which there is a secret or --unsigned; name its file with --preset");
            }
            files.putIfAbsent(name, name);
        }
        return files;
    }

    private record Read(Mapping mapping, boolean ofPersons) {}

    /** Reads a preset. One that cannot be read without a key for pseudonyms is about persons. */
    private static Read read(String file, Wanted wanted) {
        try {
            return new Read(MappingFiles.read(file, Optional.empty(), Optional.empty()), false);
        } catch (InputError e) {
            if (wanted.pseudonyms().isEmpty()) {
                throw e;
            }
            return new Read(MappingFiles.read(file, Optional.empty(), wanted.pseudonyms()), true);
        }
    }

    /** Returns the source of a preset; empty when it is not served. */
    Optional<Source> of(String preset) {
        return Optional.ofNullable(byPreset.get(preset));
    }

    /** The names of the presets that are served. */
    public Set<String> presets() {
        return byPreset.keySet();
    }

    /** The topics that are written, without prefix. */
    public Set<String> topics() {
        return topics;
    }
}
