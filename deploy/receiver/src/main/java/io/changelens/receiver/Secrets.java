package io.changelens.receiver;

import io.changelens.local.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Secrets of senders, from a directory with one file each: {@code PRESET}, or {@code PRESET.NAME} where a preset has
 * several, as while a secret is replaced. The text of a file, without white space around it, is the secret.
 */
public final class Secrets {
    /** Least length of a secret, in bytes. */
    static final int LEAST = 16;

    private static final Set<PosixFilePermission> OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Map<String, List<String>> byPreset;

    private Secrets(Map<String, List<String>> byPreset) {
        this.byPreset = byPreset;
    }

    /** Returns no secrets. */
    public static Secrets none() {
        return new Secrets(Map.of());
    }

    /**
     * Reads all files of a directory. Files whose names begin with a dot are left out.
     *
     * @throws UserError when the directory or a file cannot be read, others than its owner may read a file, or a secret
     *     is shorter than 16 bytes
     */
    public static Secrets read(Path directory) {
        List<Path> files;
        try (Stream<Path> listed = Files.list(directory)) {
            files = listed.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UserError("--secrets " + directory + " cannot be read", e);
        }
        Map<String, List<String>> byPreset = new TreeMap<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            String preset = name.indexOf('.') < 0 ? name : name.substring(0, name.indexOf('.'));
            String secret = read(file, "a secret");
            if (secret.getBytes(StandardCharsets.UTF_8).length < LEAST) {
                throw new UserError(
                        file + ": a secret needs at least " + LEAST + " bytes; `openssl rand -hex 32` makes one");
            }
            byPreset.computeIfAbsent(preset, key -> new ArrayList<>()).add(secret);
        }
        return new Secrets(byPreset);
    }

    /**
     * Reads a file that only its owner may read.
     *
     * @param file the file
     * @param what what it holds, for messages
     * @throws UserError when it cannot be read, or others may read it too
     */
    static String read(Path file, String what) {
        requireOwn(file, what);
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UserError(file + ": expected readable text in UTF-8", e);
        }
    }

    /**
     * Requires that only the owner may use a file.
     *
     * @throws UserError when it cannot be read, or others may use it too
     */
    static void requireOwn(Path file, String what) {
        try {
            if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
                throw new UserError(
                        file + " holds " + what + ", and others than its owner may use it; chmod 600 " + file);
            }
        } catch (UnsupportedOperationException e) {
            // The file system has no such permissions.
        } catch (IOException e) {
            throw new UserError(file + " cannot be read", e);
        }
    }

    /** Returns the presets that have secrets. */
    Set<String> presets() {
        return byPreset.keySet();
    }

    /** Returns the secrets of a preset; empty when it has none. */
    List<String> of(String preset) {
        return byPreset.getOrDefault(preset, List.of());
    }
}
