package io.changelens.receiver;

import static io.changelens.receiver.Receiving.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that are too large, too slow, or too many. */
@Tag("fast")
class BodiesTest {
    private static final int CHUNK = 10_000;

    @TempDir
    private Path directory;

    private Sources jenkins() throws Exception {
        return Receiving.sources(directory, Map.of("jenkins", SECRET), false);
    }

    private static String head(String length) {
        return "POST /in/jenkins/" + SECRET + " HTTP/1.1\r\nHost: localhost\r\n" + length + "\r\n\r\n";
    }

    private static String firstLine(Socket socket) throws Exception {
        StringBuilder line = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int b = in.read(); b >= 0 && b != '\r'; b = in.read()) {
            line.append((char) b);
        }
        return line.toString();
    }

    private static Socket open(Receiving receiving) throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), receiving.server.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws Exception {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Test
    void aBodyThatSaysItIsTooLargeIsNotRead() throws Exception {
        try (Receiving receiving = Receiving.of(jenkins());
                Socket socket = open(receiving)) {
            write(socket, head("Content-Length: 1000001"));
            assertThat(firstLine(socket)).startsWith("HTTP/1.1 413");
            assertThat(receiving.stored()).isEmpty();
        }
    }

    @Test
    void theLargestBodyIsTakenAndOneByteMoreIsNot() throws Exception {
        try (Receiving receiving = Receiving.of(jenkins())) {
            assertThat(receiving
                            .post("/in/jenkins/" + SECRET, "x".repeat(1_000_000))
                            .statusCode())
                    .isEqualTo(202);
            assertThat(receiving.stored()).hasSize(1);
        }
    }

    @Test
    void aStreamIsRefusedWhileItIsStillBeingSent() throws Exception {
        try (Receiving receiving = Receiving.of(jenkins());
                Socket socket = open(receiving)) {
            write(socket, head("Transfer-Encoding: chunked"));
            int sent = 0;
            try {
                // Never ends by itself: only the answer, or the end of the connection, ends it.
                while (socket.getInputStream().available() == 0) {
                    write(socket, Integer.toHexString(CHUNK) + "\r\n" + "x".repeat(CHUNK) + "\r\n");
                    sent += CHUNK;
                    assertThat(sent).isLessThan(100_000_000);
                }
                assertThat(firstLine(socket)).startsWith("HTTP/1.1 413");
            } catch (SocketException e) {
                assertThat(sent).isGreaterThan(BodyReader.MOST); // It closed while we were writing.
            }
            assertThat(receiving.stored()).isEmpty();
            assertThat(receiving.send("GET", "/metrics", "").body()).contains("answer=\"413\"} 1\n");
        }
    }

    @Test
    void aBodyThatStopsIsAnsweredAndGivesItsMemoryBack() throws Exception {
        try (Receiving receiving = Receiving.impatient(jenkins(), Duration.ofMillis(300), Duration.ofSeconds(30));
                Socket socket = open(receiving)) {
            write(socket, head("Content-Length: 1000") + "half");
            assertThat(firstLine(socket)).startsWith("HTTP/1.1 408");
            assertThat(receiving.stored()).isEmpty();
            assertThat(receiving.send("GET", "/metrics", "").body()).contains("changelens_receive_held_bytes 0\n");
        }
    }

    @Test
    void aBodyThatTricklesIsEndedByItsDeadline() throws Exception {
        try (Receiving receiving = Receiving.impatient(jenkins(), Duration.ofSeconds(10), Duration.ofMillis(500));
                Socket socket = open(receiving)) {
            write(socket, head("Content-Length: 100000"));
            try {
                while (socket.getInputStream().available() == 0) {
                    write(socket, "x");
                    Thread.sleep(50);
                }
                assertThat(firstLine(socket)).startsWith("HTTP/1.1 408");
            } catch (SocketException e) {
                assertThat(receiving.send("GET", "/metrics", "").body()).contains("answer=\"408\"} 1\n");
            }
            assertThat(receiving.stored()).isEmpty();
        }
    }

    @Test
    void bodiesAreHeldWithinABound() {
        Held held = new Held(100);
        assertThat(held.take(60)).isTrue();
        assertThat(held.take(41)).isFalse();
        assertThat(held.take(40)).isTrue();
        held.giveBack(60);
        assertThat(held.bytes()).isEqualTo(40);
    }

    @Test
    void whatIsBeingReceivedIsAnsweredBeforeTheServerStops() throws Exception {
        Receiving receiving = Receiving.of(jenkins());
        try (Socket socket = open(receiving)) {
            write(socket, head("Content-Length: 4") + "ha");
            while (!receiving.send("GET", "/metrics", "").body().contains("held_bytes 2")) {
                Thread.onSpinWait();
            }
            Thread stop = new Thread(receiving::close);
            stop.start();
            Thread.sleep(200);
            write(socket, "lf");
            assertThat(firstLine(socket)).startsWith("HTTP/1.1 202");
            stop.join();
            assertThat(receiving.stored()).hasSize(1);
        }
    }
}
