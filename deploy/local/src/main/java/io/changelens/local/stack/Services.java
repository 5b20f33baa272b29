package io.changelens.local.stack;

import io.changelens.local.UserError;
import io.changelens.local.clickhouse.ClickHouse;
import io.changelens.local.clickhouse.ClickHouseLibrary;
import io.changelens.local.clickhouse.Credentials;
import io.changelens.local.files.DataDirectory;
import io.changelens.local.kafka.Broker;
import io.changelens.local.process.ChildProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The child processes of a stack. External services are neither started nor awaited. */
final class Services {

    private final DataDirectory data;
    private final Teardown teardown;
    private final Consumer<ChildProcess> onEnd;
    private final List<CompletableFuture<Void>> watched = new ArrayList<>();
    private Broker broker;
    private ClickHouse clickHouse;

    Services(DataDirectory data, Teardown teardown, Consumer<ChildProcess> onEnd) {
        this.data = data;
        this.teardown = teardown;
        this.onEnd = onEnd;
    }

    String startBroker(int port, int controllerPort) throws IOException {
        broker = teardown.add(Broker.start(data.path().resolve("kafka"), data.log("kafka"), port, controllerPort));
        watch(broker.process());
        return broker.bootstrap();
    }

    URI startClickHouse(int httpPort, int nativePort, Credentials credentials, PrintStream progress)
            throws IOException {
        Path library;
        try {
            library = ClickHouseLibrary.provide(System.getenv(), progress);
        } catch (ClickHouseLibrary.Unavailable e) {
            throw new UserError(e.getMessage(), e);
        }
        clickHouse = teardown.add(ClickHouse.start(
                library, data.path().resolve("clickhouse"), data.log("clickhouse"), httpPort, nativePort, credentials));
        watch(clickHouse.process());
        return clickHouse.address();
    }

    private void watch(ChildProcess child) {
        watched.add(child.onExit().thenRun(() -> onEnd.accept(child)));
    }

    void awaitBroker() throws InterruptedException {
        if (broker != null) {
            broker.awaitReady();
        }
    }

    void awaitClickHouse() throws InterruptedException {
        if (clickHouse != null) {
            clickHouse.awaitReady();
            clickHouse.notConfined().ifPresent(Services::warn);
        }
    }

    private static void warn(String reason) {
        System.err.println("changelens: ClickHouse is not confined (" + reason + "): whoever may ask it can read every"
                + " file that you can read, the admin's password included; see docs/security.md");
    }
}
