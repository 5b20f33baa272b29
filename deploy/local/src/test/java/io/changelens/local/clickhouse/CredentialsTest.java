package io.changelens.local.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changelens.local.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {

    @TempDir
    private Path directory;

    @Test
    void drawsLongDifferentPasswordsAndKeepsThem() {
        Credentials first = Credentials.ofDataDir(directory, Map.of());

        assertThat(first.admin().password())
                .hasSizeGreaterThanOrEqualTo(32)
                .isNotEqualTo(first.writer().password());
        assertThat(first.writer().password()).isNotEqualTo(first.reader().password());
        assertThat(Credentials.ofDataDir(directory, Map.of())).isEqualTo(first);
        assertThat(Credentials.reader(directory, Map.of())).isEqualTo(first.reader());
    }

    @Test
    void onlyTheOwnerCanReadTheFile() throws Exception {
        Credentials.ofDataDir(directory, Map.of());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("credentials"))))
                .isEqualTo("rw-------");
    }

    @Test
    void theEnvironmentWinsAndIsNotKept() throws Exception {
        Map<String, String> environment = Map.of("CHANGELENS_READER_PASSWORD", "from outside");

        assertThat(Credentials.ofDataDir(directory, environment).reader().password())
                .isEqualTo("from outside");
        assertThat(directory.resolve("credentials")).content().doesNotContain("from outside");
        assertThat(Credentials.reader(directory, environment).password()).isEqualTo("from outside");
    }

    @Test
    void aForeignClickHouseNeedsPasswordsFromTheEnvironment() {
        assertThatThrownBy(() -> Credentials.ofEnvironment(Map.of()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("CHANGELENS_ADMIN_PASSWORD");
    }

    @Test
    void printingShowsNoPassword() {
        Credentials credentials = Credentials.ofDataDir(directory, Map.of());

        assertThat(credentials.toString())
                .doesNotContain(
                        credentials.admin().password(),
                        credentials.writer().password(),
                        credentials.reader().password());
    }

    @Test
    void usersFileHoldsHashesOnly() {
        Credentials credentials = new Credentials(
                new Credentials.Login("admin", "abc"),
                new Credentials.Login("writer", "secret-w"),
                new Credentials.Login("reader", "secret-r"));

        assertThat(ClickHouseFiles.usersXml(credentials))
                // NIST's example of SHA-256, FIPS 180-2, B.1.
                .contains("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
                .contains("GRANT SELECT, INSERT ON changelens.*")
                .contains("GRANT SELECT ON changelens.*")
                .contains("<max_sessions_for_user>1</max_sessions_for_user>")
                .doesNotContain("secret-w", "secret-r", "access_management");
    }
}
