package io.changelens.local.flink;

import io.changelens.local.files.Directories;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The retained checkpoints of all runs of one job: {@code directory/JOB-ID/chk-N/_metadata}. Flink writes {@code
 * _metadata} when the checkpoint is complete.
 *
 * @param directory checkpoint directory of this job
 */
public record Checkpoints(Path directory) {

    private static final String METADATA = "_metadata";

    /**
     * The newest complete checkpoint of any run; empty if there is none.
     *
     * @throws IOException if the directory cannot be read
     */
    public Optional<Path> latest() throws IOException {
        List<Path> complete = new ArrayList<>();
        for (Path run : children(directory, "*")) {
            complete.addAll(completeIn(run));
        }
        return complete.stream().max(Comparator.comparing(Checkpoints::finishedAt));
    }

    /**
     * Removes the directories of runs that left no complete checkpoint. The job must not be running.
     *
     * @throws IOException if a directory cannot be read or removed
     */
    public void prune() throws IOException {
        for (Path run : children(directory, "*")) {
            if (completeIn(run).isEmpty()) {
                Directories.delete(run);
            }
        }
    }

    private static List<Path> completeIn(Path run) throws IOException {
        return children(run, "chk-*").stream()
                .filter(checkpoint -> Files.exists(checkpoint.resolve(METADATA)))
                .toList();
    }

    private static FileTime finishedAt(Path checkpoint) {
        try {
            return Files.getLastModifiedTime(checkpoint.resolve(METADATA));
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private static List<Path> children(Path parent, String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(parent)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, glob)) {
                entries.forEach(found::add);
            }
        }
        return found;
    }
}
