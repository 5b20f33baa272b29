package io.changelens.cli;

import io.changelens.importer.EventProducer;
import io.changelens.local.UserError;
import io.changelens.mapping.record.Pseudonyms;
import io.changelens.pipeline.config.KafkaFailure;
import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.receiver.Listen;
import io.changelens.receiver.ReceiverServer;
import io.changelens.receiver.Secrets;
import io.changelens.receiver.Sources;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code changelens receive}: takes the webhooks of tools, until it is stopped. */
@Command(
        name = "receive",
        description =
                "Takes the webhooks of tools (POST /in/PRESET), xAPI statements and Caliper events; docs/receive.md.",
        mixinStandardHelpOptions = true)
public final class ReceiveCommand implements Callable<Integer> {

    @Option(
            names = "--secrets",
            paramLabel = "DIR",
            description =
                    "Directory with the secrets of the tools, a file each: PRESET, or PRESET.NAME for several of one."
                            + " A preset with a secret is served.")
    private Path secrets;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description =
                    "Preset to serve: a name, or a YAML file of yours; may be repeated. Its secret has the same name.")
    private List<String> presets = List.of();

    @Option(
            names = "--unsigned",
            paramLabel = "PRESET",
            description = "Take the requests of anybody for this preset; may be repeated.")
    private Set<String> unsigned = Set.of();

    @Option(
            names = "--pseudonym-key",
            paramLabel = "FILE",
            description = "Key by which presets of learning activity make pseudonyms of persons, at least "
                    + Pseudonyms.LEAST_KEY + " bytes.")
    private Path pseudonymKey;

    @Option(
            names = "--direct",
            description = "Map all documents here and write their events; without it, those of presets that make"
                    + " pseudonyms, and the others are stored as they came on the topic intake.")
    private boolean direct;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:8090",
            description = "Where to listen (default: ${DEFAULT-VALUE}).")
    private String listen;

    @Option(names = "--tls-keystore", paramLabel = "FILE", description = "Key and certificate for TLS, PKCS #12.")
    private Path keystore;

    @Option(names = "--tls-password-file", paramLabel = "FILE", description = "File with the password of the keystore.")
    private Path keystorePassword;

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Override
    public Integer call() throws InterruptedException {
        Sources sources = Sources.of(
                new Sources.Wanted(
                        presets,
                        secrets == null ? Secrets.none() : Secrets.read(secrets),
                        unsigned,
                        Optional.ofNullable(pseudonymKey).map(Pseudonyms::of),
                        direct),
                Clock.systemUTC());
        Listen at = Listen.at(listen, tls());
        KafkaSettings settings = kafka.over(() -> RunningStack.here(System.err).kafka())
                .orElseThrow(() -> new UserError(
                        "no stack is running; start one with changelens up, or name a Kafka with --kafka"));
        sources.topics().forEach(topic -> EventProducer.check(settings, topic));
        try (ReceiverServer server = ReceiverServer.start(sources, at, settings)) {
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
            System.out.printf(
                    "receiving at %s://%s:%d/in/ from %s%n",
                    at.tls().isPresent() ? "https" : "http",
                    at.host(),
                    server.port(),
                    String.join(", ", sources.presets()));
            server.join();
        } catch (KafkaException e) {
            throw new UserError(
                    KafkaFailure.explain(e, settings)
                            .orElse("cannot write to Kafka at " + settings.bootstrap() + ": " + e.getMessage()),
                    e);
        }
        return 0;
    }

    private Optional<Listen.Tls> tls() {
        if ((keystore == null) != (keystorePassword == null)) {
            throw new UserError("--tls-keystore and --tls-password-file belong together");
        }
        return Optional.ofNullable(keystore).map(file -> Listen.Tls.of(file, keystorePassword));
    }
}
