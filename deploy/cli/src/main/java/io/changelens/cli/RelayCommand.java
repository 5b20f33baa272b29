package io.changelens.cli;

import io.changelens.local.UserError;
import io.changelens.pipeline.config.KafkaFailure;
import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.relay.AlertRelay;
import io.changelens.relay.AlertTarget;
import io.changelens.relay.Alertmanager;
import io.changelens.relay.Webhook;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code changelens relay}: takes alerts to Alertmanager and to webhooks, until it is stopped. */
@Command(
        name = "relay",
        description =
                "Takes alerts to Alertmanager, which routes them to mail and chats, or to a webhook; docs/alerts.md.",
        mixinStandardHelpOptions = true)
public final class RelayCommand implements Callable<Integer> {

    @Option(
            names = "--alertmanager",
            paramLabel = "URL",
            description = "Alertmanager, such as http://127.0.0.1:9093; may be repeated, for each of a cluster.")
    private List<URI> alertmanagers = List.of();

    @Option(names = "--webhook", paramLabel = "URL", description = "Where to post each change of an alert as JSON.")
    private URI webhook;

    @Option(
            names = "--webhook-secret",
            paramLabel = "FILE",
            description = "File with the key by which posts are signed (X-Changelens-Signature).")
    private Path secret;

    @Option(
            names = "--within",
            paramLabel = "DAYS",
            defaultValue = "14",
            description = "Leave out alerts whose condition began more days ago, as those of a history that is imported"
                    + " (default: ${DEFAULT-VALUE}).")
    private int days;

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Override
    public Integer call() throws InterruptedException {
        List<AlertTarget> targets = targets();
        KafkaSettings settings = kafka.over(() -> RunningStack.here(System.err).kafka())
                .orElseThrow(() -> new UserError(
                        "no stack is running; start one with changelens up, or name a Kafka with --kafka"));
        try {
            AlertRelay.run(settings, targets, Duration.ofDays(days));
        } catch (KafkaException e) {
            throw new UserError(
                    KafkaFailure.explain(e, settings)
                            .orElse("cannot read alerts at " + settings.bootstrap() + ": " + e.getMessage()),
                    e);
        }
        return 0;
    }

    private List<AlertTarget> targets() {
        List<AlertTarget> targets = new ArrayList<>();
        for (URI alertmanager : alertmanagers) {
            targets.add(new Alertmanager(address("--alertmanager", alertmanager), Clock.systemUTC()));
        }
        if (webhook != null) {
            targets.add(new Webhook(address("--webhook", webhook), key()));
        }
        if (targets.isEmpty()) {
            throw new UserError("relay where to? name --alertmanager URL or --webhook URL");
        }
        if (secret != null && webhook == null) {
            throw new UserError("--webhook-secret signs the posts to a --webhook, and there is none");
        }
        return targets;
    }

    private static URI address(String option, URI address) {
        if (address.getHost() == null || !String.valueOf(address.getScheme()).matches("https?")) {
            throw new UserError(option + ": expected an http:// or https:// address");
        }
        return address;
    }

    private Optional<byte[]> key() {
        if (secret == null) {
            return Optional.empty();
        }
        try {
            byte[] key = Files.readString(secret).strip().getBytes(StandardCharsets.UTF_8);
            if (key.length == 0) {
                throw new UserError("--webhook-secret " + secret + " is empty");
            }
            return Optional.of(key);
        } catch (IOException e) {
            throw new UserError("--webhook-secret " + secret + " cannot be read", e);
        }
    }
}
