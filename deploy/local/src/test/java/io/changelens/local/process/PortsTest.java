package io.changelens.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changelens.local.UserError;
import io.changelens.local.process.Ports.Wish;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PortsTest {

    private ServerSocket busy;

    @BeforeEach
    void occupy() throws Exception {
        busy = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    }

    @AfterEach
    void free() throws Exception {
        busy.close();
    }

    @Test
    void aPreferredPortThatIsFreeIsTaken() throws Exception {
        int port = busy.getLocalPort();
        busy.close();

        assertThat(Ports.choose(List.of(Wish.prefer(port)))).containsExactly(port);
    }

    @Test
    void aPreferredPortInUseIsReplaced() {
        assertThat(Ports.choose(List.of(Wish.prefer(busy.getLocalPort()))).get(0))
                .isNotEqualTo(busy.getLocalPort())
                .isPositive();
    }

    @Test
    void aNamedPortInUseIsRefused() {
        assertThatThrownBy(() -> Ports.choose(List.of(Wish.exactly(busy.getLocalPort(), "--kafka-port"))))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("--kafka-port " + busy.getLocalPort() + ": the port is in use");
    }

    @Test
    void whatIsNoPortIsRefused() {
        for (int port : new int[] {-1, 0, 65536}) {
            assertThatThrownBy(() -> Ports.choose(List.of(Wish.exactly(port, "--flink-port"))))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("--flink-port " + port);
        }
    }

    @Test
    void allAreDifferent() {
        assertThat(Ports.choose(List.of(Wish.any(), Wish.any(), Wish.any(), Wish.any())))
                .doesNotHaveDuplicates();
    }

    @Test
    void aLeasedPortIsNobodyElsesEvenBeforeItIsListenedOn() throws Exception {
        int port = busy.getLocalPort();
        busy.close();
        try (PortLease lease = Ports.lease(List.of(Wish.prefer(port)))) {
            assertThatThrownBy(() -> new ServerSocket(port, 1, busy.getInetAddress()))
                    .isInstanceOf(IOException.class);
            lease.free(0);

            assertThat(Ports.choose(List.of(Wish.prefer(port)))).doesNotContain(port);
            assertThatThrownBy(() -> Ports.choose(List.of(Wish.exactly(port, "--kafka-port"))))
                    .isInstanceOf(UserError.class);
        }
        assertThat(Ports.choose(List.of(Wish.prefer(port)))).containsExactly(port);
    }
}
