package io.changelens.local.dashboard;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.flink.shaded.netty4.io.netty.bootstrap.ServerBootstrap;
import org.apache.flink.shaded.netty4.io.netty.channel.Channel;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelInitializer;
import org.apache.flink.shaded.netty4.io.netty.channel.EventLoopGroup;
import org.apache.flink.shaded.netty4.io.netty.channel.MultiThreadIoEventLoopGroup;
import org.apache.flink.shaded.netty4.io.netty.channel.nio.NioIoHandler;
import org.apache.flink.shaded.netty4.io.netty.channel.socket.SocketChannel;
import org.apache.flink.shaded.netty4.io.netty.channel.socket.nio.NioServerSocketChannel;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpObjectAggregator;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpServerCodec;
import org.apache.flink.shaded.netty4.io.netty.util.concurrent.DefaultThreadFactory;

/**
 * A small HTTP server on loopback for small answers, which slow or many clients cannot block: no thread waits for a
 * client, requests and answers have a time limit, and beyond {@link #MOST_CONNECTIONS} the oldest connection is closed.
 * It uses the Netty that Flink ships.
 */
public final class PageServer implements AutoCloseable {

    /** Largest number of open connections. */
    public static final int MOST_CONNECTIONS = 256;

    private static final int MOST_BODY_BYTES = 4096;
    private static final int THREADS = 2;

    /**
     * A request.
     *
     * @param method for example GET
     * @param target path and query as sent
     * @param header value of a header by its name; empty if absent
     * @param body empty if absent
     */
    public record Request(String method, String target, Function<String, String> header, String body) {}

    /**
     * An answer.
     *
     * @param status HTTP status code
     * @param headers headers other than Content-Length
     * @param body omitted for HEAD requests
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Answer(int status, Map<String, String> headers, byte[] body) {}

    private final EventLoopGroup threads = new MultiThreadIoEventLoopGroup(
            THREADS, new DefaultThreadFactory("dashboard", true), NioIoHandler.newFactory());
    private final Set<Channel> open = new LinkedHashSet<>();

    /**
     * Starts the server.
     *
     * @param port a free port
     * @param patience longest time that a client may take for a request, and for reading an answer
     * @param answers answers a request; runs on an I/O thread, so it must be quick
     * @throws Exception if the port is in use
     */
    public static PageServer start(int port, Duration patience, Function<Request, Answer> answers) throws Exception {
        PageServer server = new PageServer();
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(server.threads)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        server.admit(channel);
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(MOST_BODY_BYTES, true))
                                .addLast(new PageConnection(patience, answers));
                    }
                });
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            var unused = bootstrap.bind(new InetSocketAddress(loopback, port)).sync();
            return server;
        } catch (Exception e) {
            server.close();
            throw e;
        }
    }

    private void admit(Channel channel) {
        synchronized (open) {
            open.add(channel);
            if (open.size() > MOST_CONNECTIONS) {
                Iterator<Channel> oldest = open.iterator();
                var unused = oldest.next().close();
                oldest.remove();
            }
        }
        var unused = channel.closeFuture().addListener(closed -> {
            synchronized (open) {
                open.remove(channel);
            }
        });
    }

    @Override
    public void close() {
        var unused = threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
