package io.changelens.local.flink;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.shaded.netty4.io.netty.buffer.Unpooled;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelFutureListener;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerContext;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelInboundHandlerAdapter;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.DefaultFullHttpResponse;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.FullHttpResponse;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaderNames;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaders;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpMethod;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpRequest;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpResponseStatus;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpVersion;
import org.apache.flink.shaded.netty4.io.netty.util.ReferenceCountUtil;

/**
 * Restricts a connection to Flink's REST interface to reading, and to asking for checkpoints with {@link
 * CheckpointAccess}. It accepts only GET requests of one of the {@link FlinkPageRoutes}, with the Host 127.0.0.1 or localhost (against DNS rebinding) and without the Origin of another
 * site. A request is refused as soon as its head was read; its body is not read.
 *
 * <p>The stack itself starts and stops jobs through Java calls, not through this interface.
 */
public final class FlinkPageGate extends ChannelInboundHandlerAdapter {

    private final Optional<CheckpointAccess> checkpoints;
    private boolean refused;

    /**
     * Creates the gate of a connection.
     *
     * @param checkpoints who may ask for checkpoints; empty for nobody
     */
    FlinkPageGate(Optional<CheckpointAccess> checkpoints) {
        this.checkpoints = checkpoints;
    }

    private record Refusal(HttpResponseStatus status, String reason) {}

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!refused && message instanceof HttpRequest request) {
            int port = ((InetSocketAddress) context.channel().localAddress()).getPort();
            Optional<Refusal> refusal = check(request, port);
            refused = refusal.isPresent();
            refusal.ifPresent(why -> answer(context, why));
        }
        if (refused) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    private Optional<Refusal> check(HttpRequest request, int port) {
        if (request.decoderResult().isFailure()) {
            return Optional.of(new Refusal(HttpResponseStatus.BAD_REQUEST, "not a request"));
        }
        HttpHeaders headers = request.headers();
        Set<String> hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
        if (headers.getAll(HttpHeaderNames.HOST).size() != 1 || !hosts.contains(headers.get(HttpHeaderNames.HOST))) {
            return Optional.of(new Refusal(
                    HttpResponseStatus.MISDIRECTED_REQUEST, "this page answers to 127.0.0.1 and localhost only"));
        }
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        if (origin != null && hosts.stream().noneMatch(host -> origin.equals("http://" + host))) {
            return Optional.of(new Refusal(HttpResponseStatus.FORBIDDEN, "not for pages of others"));
        }
        String path = request.uri().split("[?#]", 2)[0];
        if (request.method().equals(HttpMethod.POST)
                && FlinkPageRoutes.takesCheckpoint(path)
                && checkpoints
                        .filter(access -> access.isGivenBy(headers.get(HttpHeaderNames.AUTHORIZATION)))
                        .isPresent()) {
            return Optional.empty();
        }
        if (!request.method().equals(HttpMethod.GET)) {
            return Optional.of(new Refusal(
                    HttpResponseStatus.METHOD_NOT_ALLOWED,
                    "this page is for looking only; jobs come from the stack alone"));
        }
        return FlinkPageRoutes.allows(path)
                ? Optional.empty()
                : Optional.of(new Refusal(HttpResponseStatus.FORBIDDEN, "the local stack does not show this"));
    }

    private static void answer(ChannelHandlerContext context, Refusal refusal) {
        // Flink's page expects error messages in this form.
        byte[] body = ("{\"errors\":[\"" + refusal.reason() + "\"]}").getBytes(StandardCharsets.UTF_8);
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, refusal.status(), Unpooled.wrappedBuffer(body));
        HttpHeaders headers = response.headers();
        headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json; charset=utf-8");
        headers.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        headers.set(HttpHeaderNames.CONNECTION, "close");
        if (refusal.status().equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
            headers.set(HttpHeaderNames.ALLOW, "GET");
        }
        var unused = context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
}
