package io.changelens.verify.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Key stores and the certificates in them, made anew by the JDK's own keytool. */
public final class Certificates {

    /** Of each key store. */
    static final String PASSWORD = "keystore-0aa1b7";

    private final Path directory;

    Certificates(Path directory) {
        this.directory = directory;
    }

    /** A key with a certificate that it has signed itself, for 127.0.0.1: {@code NAME.p12}, and {@code NAME.pem}. */
    Path create(String name) throws IOException, InterruptedException {
        Path store = store(name);
        keytool("-genkeypair", "-alias", name, "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "30")
                .with("-dname", "CN=" + name, "-ext", "san=ip:127.0.0.1", "-ext", "bc=ca:true")
                .run(store);
        keytool("-exportcert", "-alias", name, "-rfc", "-file", pem(name).toString())
                .run(store);
        return store;
    }

    /** A store that trusts those certificates. */
    Path trusting(String name, List<String> trusted) throws IOException, InterruptedException {
        for (String each : trusted) {
            keytool(
                            "-importcert",
                            "-noprompt",
                            "-alias",
                            each,
                            "-file",
                            pem(each).toString())
                    .run(store(name));
        }
        return store(name);
    }

    Path store(String name) {
        return directory.resolve(name + ".p12");
    }

    /** The certificate alone, as text. */
    Path pem(String name) {
        return directory.resolve(name + ".pem");
    }

    private static Command keytool(String... arguments) {
        return new Command(new ArrayList<>()).with(arguments);
    }

    private record Command(List<String> arguments) {
        Command with(String... more) {
            arguments.addAll(List.of(more));
            return this;
        }

        void run(Path store) throws IOException, InterruptedException {
            List<String> command = new ArrayList<>();
            command.add(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
            command.addAll(arguments);
            command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
            Process keytool =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (keytool.waitFor() != 0 || !Files.exists(store)) {
                throw new IOException("keytool: " + said);
            }
        }
    }
}
