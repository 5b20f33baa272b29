package io.changelens.relay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changelens.schemas.ChangeAlert;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A webhook, which is told of each change of an alert's state once. After a crash those that were read together may be told again, with
 * the same {@code Idempotency-Key}. With a secret, the header {@code X-Changelens-Signature} has the HMAC-SHA-256 of the body.
 */
public final class Webhook implements AlertTarget {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HMAC = "HmacSHA256";

    private final Post post;
    private final Optional<byte[]> secret;

    /**
     * Creates the target.
     *
     * @param address where to post to
     * @param secret key of the signature; empty for none
     */
    public Webhook(URI address, Optional<byte[]> secret) {
        this(new Post(address, Duration.ofSeconds(1)), secret);
    }

    Webhook(Post post, Optional<byte[]> secret) {
        this.post = post;
        this.secret = secret;
    }

    @Override
    public void changed(ChangeAlert alert) throws InterruptedException {
        byte[] body = body(alert);
        Map<String, String> headers = new TreeMap<>();
        headers.put("Idempotency-Key", key(alert));
        secret.ifPresent(key -> headers.put("X-Changelens-Signature", "sha256=" + signature(key, body)));
        post.send(body, headers);
    }

    @Override
    public void holding(Collection<ChangeAlert> raised) {
        // It was told when they were raised.
    }

    private static byte[] body(ChangeAlert alert) {
        ObjectNode json = JSON.createObjectNode();
        json.put("alertId", alert.getAlertId());
        json.put("kind", alert.getKind().name());
        json.put("state", alert.getState().name());
        json.put("severity", alert.getSeverity().name());
        json.put("raisedAt", alert.getRaisedAt().toString());
        json.put("changeId", alert.getChangeId());
        json.put("valueStream", alert.getValueStream());
        json.put("subject", alert.getSubject());
        json.put("text", alert.getText());
        json.put("link", alert.getLink());
        json.put("code", alert.getCode());
        ArrayNode args = json.putArray("args");
        alert.getArgs().forEach(args::add);
        json.put("revision", alert.getRevision());
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Header values are ASCII, and ids may be anything: their hash names them. */
    private static String key(ChangeAlert alert) {
        String what = alert.getAlertId() + "\n" + alert.getState() + "\n" + alert.getRevision();
        return signature(new byte[] {0}, what.getBytes(StandardCharsets.UTF_8));
    }

    private static String signature(byte[] key, byte[] body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }
}
