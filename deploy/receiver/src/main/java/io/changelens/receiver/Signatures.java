package io.changelens.receiver;

import io.changelens.local.UserError;
import io.changelens.mapping.rule.SignatureRule;
import io.changelens.mapping.rule.SignatureRule.Encoding;
import io.changelens.mapping.rule.SignatureRule.Scheme;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.jetty.http.HttpFields;

/**
 * Checks that a request was made by who knows a secret: in one of the ways of the preset, with any of its secrets. Every
 * secret is tried, and compared in constant time. Instances may be used by several threads at once.
 */
final class Signatures {
    /** How far the time that a signature covers may be away from the clock of this machine. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String HMAC = "HmacSHA256";
    private static final String STANDARD_SECRET = "whsec_";
    private static final String STANDARD_VERSION = "v1,";
    private static final int MOST_SIGNATURES = 10;

    private final List<SignatureRule> rules;
    private final List<String> secrets;
    private final Clock clock;

    /**
     * Creates the check of a preset.
     *
     * @param rules the ways in which its tool signs
     * @param secrets the secrets; empty when every request is taken
     * @param clock the time of the wall
     * @throws UserError when a secret cannot be one of the ways
     */
    Signatures(List<SignatureRule> rules, List<String> secrets, Clock clock) {
        this.rules = List.copyOf(rules);
        this.secrets = List.copyOf(secrets);
        this.clock = clock;
        if (has(Scheme.PATH) && !secrets.stream().allMatch(secret -> secret.matches("[A-Za-z0-9._~-]+"))) {
            throw new UserError("a secret in the address may have letters, digits and . _ ~ - only;"
                    + " `openssl rand -hex 32` makes one");
        }
        if (has(Scheme.STANDARD_WEBHOOKS)) {
            secrets.forEach(Signatures::standardKey);
        }
    }

    /** Whether a secret may stand in the address. */
    boolean takesPath() {
        return has(Scheme.PATH);
    }

    private boolean has(Scheme scheme) {
        return rules.stream().anyMatch(rule -> rule.scheme() == scheme);
    }

    /** Whether a request may still prove to be signed when its body is known; if not, its body need not be read. */
    boolean mayPass(Claims claims) {
        boolean possible = secrets.isEmpty();
        for (SignatureRule rule : rules) {
            possible |= switch (rule.scheme()) {
                case HMAC_SHA256, STANDARD_WEBHOOKS -> claims.headers().contains(rule.header());
                default -> shows(rule, claims);
            };
        }
        return possible;
    }

    /** Whether a request is signed with one of the secrets. */
    boolean passes(Claims claims, byte[] body) {
        boolean passed = secrets.isEmpty();
        for (SignatureRule rule : rules) {
            passed |= switch (rule.scheme()) {
                case HMAC_SHA256 -> signs(rule, claims.headers(), body);
                case STANDARD_WEBHOOKS -> signsStandard(rule, claims.headers(), body);
                default -> shows(rule, claims);
            };
        }
        return passed;
    }

    private boolean shows(SignatureRule rule, Claims claims) {
        boolean equal = false;
        for (String secret : secrets) {
            Optional<String> shown = shown(rule, claims, secret);
            equal |= shown.isPresent() && MessageDigest.isEqual(bytes(shown.get()), bytes(secret));
        }
        return equal;
    }

    private static Optional<String> shown(SignatureRule rule, Claims claims, String secret) {
        return switch (rule.scheme()) {
            case TOKEN -> Optional.ofNullable(claims.headers().get(rule.header()));
            case BEARER -> authorization(claims.headers(), "bearer ");
            case BASIC ->
                authorization(claims.headers(), "basic ")
                        .flatMap(text -> decoded(Encoding.BASE64, text))
                        .map(pair -> new String(pair, StandardCharsets.UTF_8))
                        // A secret without a colon is the password of any name.
                        .map(pair -> secret.indexOf(':') >= 0 ? pair : pair.substring(pair.indexOf(':') + 1));
            case PATH -> claims.path();
            case HMAC_SHA256, STANDARD_WEBHOOKS -> Optional.empty();
        };
    }

    private static Optional<String> authorization(HttpFields headers, String kind) {
        return Optional.ofNullable(headers.get("Authorization"))
                .filter(value -> value.regionMatches(true, 0, kind, 0, kind.length()))
                .map(value -> value.substring(kind.length()).strip());
    }

    private boolean signs(SignatureRule rule, HttpFields headers, byte[] body) {
        List<byte[]> given = new ArrayList<>();
        for (String value : headers.getValuesList(rule.header())) {
            String[] several = rule.separator().isEmpty()
                    ? new String[] {value}
                    : value.split(Pattern.quote(rule.separator()), -1);
            for (String signature : several) {
                if (signature.strip().startsWith(rule.prefix())) {
                    decoded(
                                    rule.encoding(),
                                    signature.strip().substring(rule.prefix().length()))
                            .ifPresent(given::add);
                }
            }
        }
        return anyEqual(given, secrets.stream().map(Signatures::bytes).toList(), body);
    }

    private boolean signsStandard(SignatureRule rule, HttpFields headers, byte[] body) {
        String id = headers.get("webhook-id");
        String time = headers.get("webhook-timestamp");
        if (id == null || time == null || !time.matches("\\d{1,12}")) {
            return false;
        }
        long seconds = Math.abs(clock.instant().getEpochSecond() - Long.parseLong(time));
        if (seconds > TOLERANCE.toSeconds()) {
            return false;
        }
        List<byte[]> given = new ArrayList<>();
        for (String value : headers.getValuesList(rule.header())) {
            for (String signature : value.split(" ", -1)) {
                if (signature.startsWith(STANDARD_VERSION)) {
                    decoded(Encoding.BASE64, signature.substring(STANDARD_VERSION.length()))
                            .ifPresent(given::add);
                }
            }
        }
        byte[] head = bytes(id + "." + time + ".");
        byte[] signed = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, signed, head.length, body.length);
        return anyEqual(given, secrets.stream().map(Signatures::standardKey).toList(), signed);
    }

    private static boolean anyEqual(List<byte[]> given, List<byte[]> keys, byte[] signed) {
        boolean equal = false;
        for (byte[] key : keys) {
            byte[] expected = hmac(key, signed);
            for (byte[] signature : given.subList(0, Math.min(given.size(), MOST_SIGNATURES))) {
                equal |= MessageDigest.isEqual(expected, signature);
            }
        }
        return equal;
    }

    private static byte[] hmac(byte[] key, byte[] signed) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(HMAC + " is not available", e);
        }
    }

    /** The key of a secret of Standard Webhooks: what follows its prefix, in Base64; without a prefix, the text itself. */
    private static byte[] standardKey(String secret) {
        if (!secret.startsWith(STANDARD_SECRET)) {
            return bytes(secret);
        }
        return decoded(Encoding.BASE64, secret.substring(STANDARD_SECRET.length()))
                .orElseThrow(() -> new UserError("a secret that begins with " + STANDARD_SECRET + " is not Base64"));
    }

    private static Optional<byte[]> decoded(Encoding encoding, String text) {
        try {
            return Optional.of(
                    encoding == Encoding.HEX
                            ? HexFormat.of().parseHex(text)
                            : Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
