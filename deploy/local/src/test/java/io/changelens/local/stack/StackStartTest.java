package io.changelens.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackStartTest {
    @TempDir
    private Path folder;

    @Test
    void isUnderWayFromBeginToEnd() throws IOException {
        Path state = StackState.file(folder);
        assertThat(StackStart.isUnderWay(state)).isFalse();
        StackStart.begin(state);
        assertThat(StackStart.isUnderWay(state)).isTrue();
        StackStart.end(state);
        assertThat(StackStart.isUnderWay(state)).isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileThatAProcessLeftIsNoStart() throws IOException {
        Files.writeString(folder.resolve("starting"), "999999999\n");
        assertThat(StackStart.isUnderWay(StackState.file(folder))).isFalse();
        Files.writeString(folder.resolve("starting"), "half");
        assertThat(StackStart.isUnderWay(StackState.file(folder))).isFalse();
    }

    @Test
    void theStartOfAnotherProcessIsLeftAlone() throws IOException {
        String other = ProcessHandle.current().parent().orElseThrow().pid() + "\n";
        Files.writeString(folder.resolve("starting"), other);
        StackStart.begin(StackState.file(folder));
        StackStart.end(StackState.file(folder));
        assertThat(folder.resolve("starting")).hasContent(other);
    }
}
