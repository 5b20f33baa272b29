package io.changelens.local.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

    @TempDir
    private Path directory;

    @Test
    void aJobThatNeverRanHasNone() throws Exception {
        assertThat(new Checkpoints(directory.resolve("none")).latest()).isEmpty();
    }

    @Test
    void theNewestCompleteOneCounts() throws Exception {
        complete("run1/chk-90", 1000);
        complete("run2/chk-7", 3000);
        complete("run2/chk-6", 2000);
        Files.createDirectories(directory.resolve("run3/chk-99")); // Never finished.

        assertThat(new Checkpoints(directory).latest()).contains(directory.resolve("run2/chk-7"));
    }

    @Test
    void runsWithoutACompleteOneAreRemoved() throws Exception {
        complete("run1/chk-1", 1000);
        Files.createDirectories(directory.resolve("run2/shared"));

        new Checkpoints(directory).prune();

        assertThat(directory.resolve("run1/chk-1/_metadata")).exists();
        assertThat(directory.resolve("run2")).doesNotExist();
    }

    private void complete(String path, long millis) throws Exception {
        Path metadata = Files.createDirectories(directory.resolve(path)).resolve("_metadata");
        Files.writeString(metadata, "x");
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(millis));
    }
}
