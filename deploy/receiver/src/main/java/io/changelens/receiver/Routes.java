package io.changelens.receiver;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each request through its steps: address, method, what can be checked before the body, the body, the signature, the
 * manners of the address, Kafka, the answer. No path, header or body is logged.
 */
final class Routes extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
    private static final Manners WEBHOOK = new WebhookManners();
    private static final Manners XAPI = new XapiManners();
    private static final Manners CALIPER = new CaliperManners();
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final String METRICS_TYPE = "text/plain;version=0.0.4;charset=utf-8";

    private final Sources sources;
    private final Delivery delivery;
    private final KafkaStore store;
    private final ReceiverMetrics metrics;
    private final Held held;
    private final Supplier<CompletionStage<Boolean>> ready;
    private final Duration longestBody;
    private final Clock clock;

    /** What the steps need, beside the presets that are served. */
    record Parts(
            Delivery delivery,
            KafkaStore store,
            ReceiverMetrics metrics,
            Held held,
            Supplier<CompletionStage<Boolean>> ready) {}

    Routes(Sources sources, Parts parts, Duration longestBody, Clock clock) {
        this.sources = sources;
        this.delivery = parts.delivery();
        this.store = parts.store();
        this.metrics = parts.metrics();
        this.held = parts.held();
        this.ready = parts.ready();
        this.longestBody = longestBody;
        this.clock = clock;
    }

    private record Target(Source source, Manners manners, Optional<String> secret) {}

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = request.getHttpURI().getCanonicalPath();
        String[] steps = path == null ? new String[0] : path.split("/", -1);
        Exchange exchange = new Exchange(request, response, callback);
        Optional<Target> target = target(steps);
        if (target.isPresent()) {
            receive(exchange, target.get());
        } else {
            own(exchange, path == null ? "" : path);
        }
        return true;
    }

    private Optional<Target> target(String[] steps) {
        if (steps.length == 3 && steps[1].equals("xapi") && steps[2].equals("statements")) {
            return sources.of("xapi").map(source -> new Target(source, XAPI, Optional.empty()));
        }
        if (steps.length == 2 && steps[1].equals("caliper")) {
            return sources.of("caliper").map(source -> new Target(source, CALIPER, Optional.empty()));
        }
        if (steps.length < 3 || steps.length > 4 || !steps[1].equals("in")) {
            return Optional.empty();
        }
        Optional<String> secret = steps.length == 4 ? Optional.of(steps[3]) : Optional.empty();
        return sources.of(steps[2])
                .filter(source -> secret.isEmpty() || source.signatures().takesPath())
                .map(source -> new Target(source, WEBHOOK, secret));
    }

    /** Answers for the addresses of the receiver itself. */
    private void own(Exchange exchange, String path) {
        boolean known = Set.of("/healthz", "/readyz", "/metrics", "/xapi/about").contains(path);
        if (!known) {
            metrics.answered("", Answer.NOT_FOUND.status());
            exchange.answer(Answer.NOT_FOUND);
        } else if (!READING.contains(exchange.request().getMethod())) {
            exchange.answer(Answer.methods("GET"));
        } else if (path.equals("/healthz")) {
            exchange.answer(Answer.text(200, "ok\n"));
        } else if (path.equals("/xapi/about")) {
            exchange.answer(XapiManners.ABOUT);
        } else if (path.equals("/metrics")) {
            exchange.answer(new Answer(200, METRICS_TYPE, metrics.text(held::bytes), Map.of()));
        } else {
            var unused = ready.get().handle((reached, e) -> {
                boolean yes = e == null && reached;
                exchange.later(yes ? Answer.text(200, "ok\n") : Answer.text(503, "Kafka does not answer\n"));
                return null;
            });
        }
    }

    private void receive(Exchange exchange, Target target) {
        Request request = exchange.request();
        if (!target.manners().methods().contains(request.getMethod())) {
            answer(exchange, target, Answer.methods(target.manners().allowed()));
            return;
        }
        Claims claims = new Claims(request.getHeaders(), target.secret());
        if (!target.source().signatures().mayPass(claims)) {
            answer(exchange, target, Answer.UNAUTHORIZED);
            return;
        }
        new BodyReader(
                        request,
                        held,
                        longestBody,
                        body -> complete(exchange, target, claims, body),
                        refusal -> answer(exchange, target, refusal))
                .run();
    }

    private void complete(Exchange exchange, Target target, Claims claims, byte[] body) {
        if (!target.source().signatures().passes(claims, body)) {
            answer(exchange, target, Answer.UNAUTHORIZED);
            return;
        }
        Request request = exchange.request();
        String query = request.getHttpURI().getQuery();
        Received received = new Received(
                request.getMethod(), query == null ? "" : query, request.getHeaders(), body, clock.instant());
        Manners.Verdict verdict = target.manners().judge(received);
        if (verdict.document().isEmpty()) {
            answer(exchange, target, verdict.answer());
            return;
        }
        List<ProducerRecord<byte[], byte[]>> records =
                delivery.records(target.source(), received, verdict.document().get());
        var unused = store.store(records).handle((nothing, e) -> {
            if (e != null && metrics.unconfirmed()) {
                LOG.warn("Kafka does not confirm what was received: {}", e.toString());
            }
            Answer answer =
                    target.manners().dressed(e == null ? verdict.answer() : Answer.UNCONFIRMED, request.getHeaders());
            metrics.answered(target.source().preset(), answer.status());
            exchange.later(answer);
            return null;
        });
    }

    private void answer(Exchange exchange, Target target, Answer answer) {
        metrics.answered(target.source().preset(), answer.status());
        exchange.answer(target.manners().dressed(answer, exchange.request().getHeaders()));
    }

    /** A request and the way to answer it. */
    private record Exchange(Request request, Response response, Callback callback) {

        void answer(Answer answer) {
            response.setStatus(answer.status());
            if (!answer.body().isEmpty()) {
                response.getHeaders().put("Content-Type", answer.type());
            }
            answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
            if (answer.status() == Answer.TOO_LARGE.status() || answer.status() == Answer.TIMEOUT.status()) {
                response.getHeaders().put("Connection", "close");
            }
            Content.Sink.write(response, true, answer.body(), callback);
        }

        /** Answers in a thread of the server: the next request of the connection may follow in it. */
        void later(Answer answer) {
            request.getComponents().getExecutor().execute(() -> answer(answer));
        }
    }
}
