package io.changelens.receiver;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Reads the body of a request without holding a thread. Stops as soon as it is too large, takes too long, or all bodies
 * together are too many bytes.
 */
final class BodyReader implements Runnable {
    /** Largest body, in bytes; a record of Kafka holds it with its headers. */
    static final int MOST = 1_000_000;

    private final Request request;
    private final Held held;
    private final long deadline;
    private final Consumer<byte[]> whole;
    private final Consumer<Answer> refused;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    /**
     * Creates a reader; it gives back what it holds when the request is completed.
     *
     * @param request the request
     * @param held the account of all bodies
     * @param longest how long the body may take altogether
     * @param whole receives the body
     * @param refused receives the answer when the body is not read to its end
     */
    BodyReader(Request request, Held held, Duration longest, Consumer<byte[]> whole, Consumer<Answer> refused) {
        this.request = request;
        this.held = held;
        this.deadline = System.nanoTime() + longest.toNanos();
        this.whole = whole;
        this.refused = refused;
        Request.addCompletionListener(request, failure -> held.giveBack(body.size()));
    }

    /** Reads what has come, and asks for more. */
    @Override
    public void run() {
        if (request.getLength() > MOST) {
            refused.accept(Answer.TOO_LARGE);
            return;
        }
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                // Whoever hung up gets no answer; whoever was slow does.
                refused.accept(
                        chunk.getFailure() instanceof TimeoutException
                                ? Answer.TIMEOUT
                                : Answer.text(400, "broken off\n"));
                return;
            }
            boolean last = chunk.isLast();
            Answer refusal = take(chunk.getByteBuffer());
            chunk.release();
            if (refusal != null) {
                refused.accept(refusal);
                return;
            }
            if (last) {
                whole.accept(body.toByteArray());
                return;
            }
        }
    }

    /** Returns why the body is not read on; null when it is. */
    private Answer take(ByteBuffer part) {
        int more = part.remaining();
        if (body.size() + more > MOST) {
            return Answer.TOO_LARGE;
        }
        if (System.nanoTime() - deadline > 0) {
            return Answer.TIMEOUT;
        }
        if (!held.take(more)) {
            return Answer.BUSY;
        }
        byte[] bytes = new byte[more];
        part.get(bytes);
        body.write(bytes, 0, more);
        return null;
    }
}
