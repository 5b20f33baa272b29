package io.changelens.local.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changelens.local.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    private Path parent;

    private Path directory;

    @BeforeEach
    void name() {
        directory = parent.resolve("stack");
    }

    @Test
    void isHeldByOneAtATime() throws Exception {
        try (DataDirectory held = DataDirectory.hold(directory, false)) {
            assertThatThrownBy(() -> DataDirectory.hold(held.path(), false))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("another stack uses");
        }
        DataDirectory.hold(directory, false).close();
    }

    @Test
    void freshEmptiesIt() throws Exception {
        DataDirectory.hold(directory, false).close();
        Files.createDirectories(directory.resolve("kafka/data"));

        DataDirectory.hold(directory, true).close();

        assertThat(directory.resolve("kafka")).isEmptyDirectory();
    }

    @Test
    void foreignFilesAreNeverTouched() throws Exception {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("thesis.tex"), "x");

        assertThatThrownBy(() -> DataDirectory.hold(directory, true)).isInstanceOf(UserError.class);
        assertThat(directory.resolve("thesis.tex")).exists();
    }

    @Test
    void whatIsInItIsNobodyElses() throws Exception {
        Files.createDirectories(directory.resolve("kafka/data"));
        Files.createDirectories(directory.resolve("of an older version"));
        Files.createFile(directory.resolve(".changelens-stack"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));

        DataDirectory.hold(directory, false).close();

        try (Stream<Path> parts = Files.list(directory).filter(Files::isDirectory)) {
            List<Path> directories = parts.toList();
            assertThat(directories)
                    .extracting(Path::getFileName)
                    .extracting(Path::toString)
                    .contains("clickhouse", "flink", "kafka", "logs", "of an older version");
            for (Path each : directories) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                        .as(each.toString())
                        .isEqualTo("rwx------");
            }
        }
    }
}
