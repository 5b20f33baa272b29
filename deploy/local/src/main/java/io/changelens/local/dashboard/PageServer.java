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
 * A small HTTP server on loopback for small answers, which slow or many clients cannot keep from others: no thread waits
 * for a client, a request and an answer each have a time limit, and beyond {@link #MOST_CONNECTIONS} the oldest connection
 * is closed. It is the Netty that Flink brings along.
 */
public final class PageServer implements AutoCloseable {

    public static final int MOST_CONNECTIONS = 256;

    private static final int MOST_BODY_BYTES = 4096;
    private static final int THREADS = 2;

    /**
     * A request.
     *
     * @param method such as GET
     * @param target path and query as sent
     * @param header value of a header by its name; empty when there is none
     * @param body empty when there is none
     */
    public record Request(String method, String target, Function<String, String> header, String body) {}

    /**
     * An answer.
     *
     * @param status HTTP's number
     * @param headers besides Content-Length
     * @param body is left out when HEAD was asked
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Answer(int status, Map<String, String> headers, byte[] body) {}

    private final EventLoopGroup threads = new MultiThreadIoEventLoopGroup(
            THREADS, new DefaultThreadFactory("dashboard", true), NioIoHandler.newFactory());
    private final Set<Channel> open = new LinkedHashSet<>();

    /**
     * Begins to serve.
     *
     * @param port a free port
     * @param patience longest time that a client may take for a request, and for reading an answer
     * @throws Exception if the port is taken after all
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
