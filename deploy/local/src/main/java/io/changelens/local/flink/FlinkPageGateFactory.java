package io.changelens.local.flink;

import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.io.network.netty.InboundChannelHandlerFactory;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandler;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerAdapter;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerContext;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelPipeline;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpServerCodec;

/**
 * Puts a {@link FlinkPageGate} into each connection of Flink's REST interface. Flink finds this class by its service file.
 * Public because the service loader asks for it.
 */
public final class FlinkPageGateFactory implements InboundChannelHandlerFactory {

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Optional<ChannelHandler> createHandler(Configuration configuration, Map<String, String> headers) {
        return Optional.of(new Installer());
    }

    /**
     * Moves the gate to where requests have just been read. Flink adds handlers of others behind the one that writes uploads
     * to disk and the one that gathers the whole body: too late to refuse.
     */
    private static final class Installer extends ChannelHandlerAdapter {
        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            ChannelPipeline pipeline = context.pipeline();
            // Without a codec there is an exception here, and Flink closes the connection.
            String codec = pipeline.context(HttpServerCodec.class).name();
            pipeline.addAfter(codec, FlinkPageGate.class.getSimpleName(), new FlinkPageGate());
            pipeline.remove(this);
        }
    }
}
