package io.changelens.receiver;

import static io.changelens.receiver.Receiving.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changelens.local.UserError;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses, and TLS with a certificate of the receiver's own. */
@Tag("fast")
class ListenTest {
    private static final String PASSWORD = "correct horse";

    @TempDir
    private Path directory;

    private Path keystore() throws Exception {
        Path file = directory.resolve("key.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor()).isZero();
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void requestsComeByTls() throws Exception {
        Path keystore = keystore();
        Listen.Tls tls = Listen.Tls.of(keystore, Receiving.own(directory.resolve("password"), PASSWORD + "\n"));
        Listen listen = new Listen("localhost", 0, Optional.of(tls), Duration.ofSeconds(10), Duration.ofSeconds(30));
        try (Receiving receiving = Receiving.at(
                Receiving.sources(directory.resolve("secrets"), Map.of("jenkins", SECRET), false), listen)) {
            HttpClient client =
                    HttpClient.newBuilder().sslContext(trusting(keystore)).build();
            HttpRequest post = HttpRequest.newBuilder(
                            URI.create("https://localhost:" + receiving.server.port() + "/in/jenkins/" + SECRET))
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();
            assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(202);
            assertThat(receiving.stored()).hasSize(1);
        }
        Listen.Tls wrong = Listen.Tls.of(keystore, Receiving.own(directory.resolve("password"), "another"));
        assertThatThrownBy(() -> Receiving.at(
                        Receiving.sources(directory.resolve("secrets"), Map.of("jenkins", SECRET), false),
                        new Listen("localhost", 0, Optional.of(wrong), listen.idle(), listen.longestBody())))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("key.p12")
                .hasMessageNotContaining("another");
    }

    private static SSLContext trusting(Path keystore) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(KeyStore.getInstance(keystore.toFile(), PASSWORD.toCharArray()));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void filesThatOthersCanReadAreRefused() throws Exception {
        Path password = Receiving.own(directory.resolve("password"), PASSWORD);
        Path key = Receiving.own(directory.resolve("key"), "");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> Listen.Tls.of(key, password))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void addresses() {
        assertThat(Listen.at("0.0.0.0:443", Optional.empty()).host()).isEqualTo("0.0.0.0");
        assertThat(Listen.at("[::1]:8443", Optional.empty()).host()).isEqualTo("::1");
        assertThat(Listen.at("[::1]:8443", Optional.empty()).port()).isEqualTo(8443);
        for (String address : new String[] {"localhost", ":80", "host:", "host:99999", "host:x"}) {
            assertThatThrownBy(() -> Listen.at(address, Optional.empty()))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("--listen " + address);
        }
    }
}
