package io.changelens.local.flink;

import java.io.IOException;
import java.nio.file.Path;
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
 * Adds a {@link FlinkPageGate} to each connection of Flink's REST interface. Flink's service loader finds this class
 * through its service file, for which it must be public.
 */
public final class FlinkPageGateFactory implements InboundChannelHandlerFactory {

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Optional<ChannelHandler> createHandler(Configuration configuration, Map<String, String> headers) {
        return Optional.of(new Installer(
                configuration.getOptional(FlinkSettings.CHECKPOINT_ACCESS).flatMap(FlinkPageGateFactory::access)));
    }

    private static Optional<CheckpointAccess> access(String file) {
        try {
            return Optional.of(CheckpointAccess.read(Path.of(file)));
        } catch (IOException e) {
            return Optional.empty(); // Then nobody may ask for checkpoints.
        }
    }

    /**
     * Inserts the gate directly behind the HTTP codec. Flink adds handlers of others behind the one that writes uploads
     * to disk and the one that aggregates the body, where it would be too late to refuse a request.
     */
    private static final class Installer extends ChannelHandlerAdapter {
        private final Optional<CheckpointAccess> checkpoints;

        Installer(Optional<CheckpointAccess> checkpoints) {
            this.checkpoints = checkpoints;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            ChannelPipeline pipeline = context.pipeline();
            // Throws if there is no codec; Flink then closes the connection.
            String codec = pipeline.context(HttpServerCodec.class).name();
            pipeline.addAfter(codec, FlinkPageGate.class.getSimpleName(), new FlinkPageGate(checkpoints));
            pipeline.remove(this);
        }
    }
}
