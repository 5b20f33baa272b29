package io.changelens.local.dashboard;

import io.changelens.local.dashboard.PageServer.Answer;
import io.changelens.local.dashboard.PageServer.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.flink.shaded.netty4.io.netty.buffer.Unpooled;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerContext;
import org.apache.flink.shaded.netty4.io.netty.channel.SimpleChannelInboundHandler;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.DefaultFullHttpResponse;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.FullHttpRequest;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.FullHttpResponse;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaderNames;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpMethod;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpResponseStatus;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpUtil;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a {@link PageServer}: reads a whole request within the time limit, answers it, then reads the next.
 */
public final class PageConnection extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(PageConnection.class);

    private static final Answer NOT_A_REQUEST =
            new Answer(400, Map.of(), "Not a request.".getBytes(StandardCharsets.UTF_8));

    private final Duration patience;
    private final Function<Request, Answer> answers;
    private Future<?> deadline;

    /**
     * Handles a connection.
     *
     * @param patience longest time for one request, and for reading its answer
     * @param answers answers a request; runs on an I/O thread, so it must be quick
     */
    public PageConnection(Duration patience, Function<Request, Answer> answers) {
        this.patience = patience;
        this.answers = answers;
    }

    /** Starts the time limit. It covers the whole request, so a client cannot extend it by sending single bytes. */
    @Override
    public void channelActive(ChannelHandlerContext context) {
        limit(context);
    }

    private void limit(ChannelHandlerContext context) {
        if (deadline != null) {
            deadline.cancel(false);
        }
        deadline = context.executor().schedule(() -> close(context), patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        limit(context);
        boolean whole = request.decoderResult().isSuccess();
        boolean keepAlive = whole && HttpUtil.isKeepAlive(request);
        FullHttpResponse response = response(whole ? answers.apply(asked(request)) : NOT_A_REQUEST, request.method());
        if (!keepAlive) {
            response.headers().set(HttpHeaderNames.CONNECTION, "close");
        }
        var unused = context.writeAndFlush(response).addListener(done -> {
            if (keepAlive && done.isSuccess()) {
                limit(context);
            } else {
                close(context);
            }
        });
    }

    private static Request asked(FullHttpRequest request) {
        return new Request(
                request.method().name(),
                request.uri(),
                name -> request.headers().get(name, ""),
                request.content().toString(StandardCharsets.UTF_8));
    }

    private static FullHttpResponse response(Answer answer, HttpMethod method) {
        boolean withBody = !method.equals(HttpMethod.HEAD);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                withBody ? Unpooled.wrappedBuffer(answer.body()) : Unpooled.EMPTY_BUFFER);
        answer.headers().forEach(response.headers()::set);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
        return response;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    /**
     * Closes the connection. A client that disconnects is not logged; any other failure is, and affects this connection
     * only.
     */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.warn("a request of the dashboard failed", cause);
        }
        close(context);
    }

    private static void close(ChannelHandlerContext context) {
        var unused = context.close();
    }
}
