package io.changelens.receiver;

import static io.changelens.receiver.Receiving.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changelens.local.UserError;
import io.changelens.mapping.row.InputError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which presets are served, and with which wrong settings the receiver does not start. */
@Tag("fast")
class SourcesTest {

    @TempDir
    private Path directory;

    private Sources of(List<String> presets, Set<String> unsigned, boolean direct) {
        return Sources.of(
                new Sources.Wanted(presets, Secrets.read(directory), unsigned, Optional.empty(), direct),
                Clock.systemUTC());
    }

    @Test
    void presetsWithASecretAreServedAndWriteToTheirTopics() throws Exception {
        Sources served = Receiving.sources(directory, Map.of("github", SECRET, "xapi.lms", SECRET), false);
        assertThat(served.presets()).containsExactly("github", "xapi");
        assertThat(served.topics()).containsExactly("intake", "learning-activity");
        assertThat(served.of("gitlab")).isEmpty();
        Sources direct = Receiving.sources(directory, Map.of(), true);
        assertThat(direct.topics()).containsExactly("deployments", "incidents", "learning-activity");
    }

    @Test
    void aPresetWithoutASecretIsNotServedUnlessEverybodyMaySend() {
        assertThatThrownBy(() -> of(List.of("github"), Set.of(), false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the preset github has no secret");
        assertThatThrownBy(() -> of(List.of("servicenow", "canvas"), Set.of("servicenow"), false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the preset canvas has no secret");
        Sources open = of(List.of("github"), Set.of("github"), false);
        assertThat(open.of("github")
                        .orElseThrow()
                        .signatures()
                        .passes(new Claims(HttpFields.EMPTY, Optional.empty()), new byte[0]))
                .isTrue();
        assertThatThrownBy(() -> of(List.of(), Set.of(), false)).isInstanceOf(UserError.class);
    }

    @Test
    void aPresetOfPersonsNeedsAKey() throws Exception {
        Receiving.own(directory.resolve("xapi"), SECRET);
        assertThatThrownBy(() -> of(List.of(), Set.of(), false))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("--pseudonym-key");
    }

    @Test
    void filesOfUsersAreServedByTheirName() throws Exception {
        Path mine = directory.resolve(".presets").resolve("my-pagerduty.yaml");
        Files.createDirectories(mine.getParent());
        Files.writeString(mine, "extends: pagerduty\n");
        Receiving.own(directory.resolve("my-pagerduty"), SECRET);
        assertThat(of(List.of(mine.toString()), Set.of(), false).presets()).containsExactly("my-pagerduty");
        assertThatThrownBy(() -> of(List.of(), Set.of(), false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("there is no preset my-pagerduty");
    }

    @Test
    void secretsThatOthersCanReadOrGuessAreRefused() throws Exception {
        Path secret = Receiving.own(directory.resolve("github"), "short");
        assertThatThrownBy(() -> Secrets.read(directory))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("at least 16 bytes");
        Receiving.own(secret, SECRET);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> Secrets.read(directory))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("chmod 600")
                .hasMessageNotContaining(SECRET);
        assertThatThrownBy(() -> Secrets.read(directory.resolve("none"))).isInstanceOf(UserError.class);
    }
}
