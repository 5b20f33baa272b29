package io.changelens.receiver;

import static io.changelens.receiver.Receiving.NOW;
import static io.changelens.receiver.Receiving.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changelens.local.UserError;
import io.changelens.mapping.rule.SignatureRule;
import io.changelens.mapping.rule.SignatureRule.Encoding;
import io.changelens.mapping.rule.SignatureRule.Scheme;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each way to sign: with the right secret, with another one, and in broken forms. */
@Tag("fast")
class SignaturesTest {
    private static final byte[] BODY = "{\"a\": 1}".getBytes(StandardCharsets.UTF_8);
    private static final String OTHER = "another secret, as long";

    private static Signatures of(SignatureRule rule, String... secrets) {
        return new Signatures(List.of(rule), List.of(secrets), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static SignatureRule rule(Scheme scheme, String header) {
        return new SignatureRule(scheme, header, "", "", Encoding.HEX);
    }

    private static boolean passes(Signatures signatures, String... headers) {
        HttpFields.Mutable fields = HttpFields.build();
        for (int i = 0; i < headers.length; i += 2) {
            fields.add(headers[i], headers[i + 1]);
        }
        Claims claims = new Claims(fields, Optional.empty());
        boolean passes = signatures.passes(claims, BODY);
        // What passes must never be turned away before its body is read.
        assertThat(signatures.mayPass(claims) || !passes).isTrue();
        return passes;
    }

    private static String hex(String secret) throws Exception {
        return HexFormat.of().formatHex(Receiving.hmac(secret, new String(BODY, StandardCharsets.UTF_8)));
    }

    @Test
    void oneOfSeveralSignaturesInAHeader() throws Exception {
        SignatureRule rule = new SignatureRule(Scheme.HMAC_SHA256, "X-Sig", "v1=", ",", Encoding.HEX);
        Signatures signatures = of(rule, SECRET);
        assertThat(passes(signatures, "X-Sig", "v1=" + hex(OTHER) + ",v1=" + hex(SECRET)))
                .isTrue();
        assertThat(passes(signatures, "X-Sig", "v1=" + hex(OTHER) + ", v1=" + hex(SECRET)))
                .isTrue();
        assertThat(passes(signatures, "X-Sig", "v1=" + hex(OTHER))).isFalse();
        assertThat(passes(signatures, "X-Sig", "v0=" + hex(SECRET))).isFalse();
        assertThat(passes(signatures, "X-Sig", "v1=" + hex(SECRET).substring(2)))
                .isFalse();
        assertThat(passes(signatures, "X-Sig", "")).isFalse();
        assertThat(passes(signatures)).isFalse();
    }

    @Test
    void base64() throws Exception {
        SignatureRule rule = new SignatureRule(Scheme.HMAC_SHA256, "X-Sig", "", "", Encoding.BASE64);
        String signature =
                Base64.getEncoder().encodeToString(Receiving.hmac(SECRET, new String(BODY, StandardCharsets.UTF_8)));
        assertThat(passes(of(rule, SECRET), "X-Sig", signature)).isTrue();
        assertThat(passes(of(rule, OTHER), "X-Sig", signature)).isFalse();
    }

    @Test
    void tokensBearersAndPasswords() {
        assertThat(passes(of(rule(Scheme.TOKEN, "X-Token"), OTHER, SECRET), "X-Token", SECRET))
                .isTrue();
        assertThat(passes(of(rule(Scheme.TOKEN, "X-Token"), OTHER), "X-Token", SECRET))
                .isFalse();
        Signatures bearer = of(rule(Scheme.BEARER, "Authorization"), SECRET);
        assertThat(passes(bearer, "Authorization", "bearer " + SECRET)).isTrue();
        assertThat(passes(bearer, "Authorization", SECRET)).isFalse();
        assertThat(passes(bearer, "Authorization", "Bearer ")).isFalse();
        Signatures basic = of(rule(Scheme.BASIC, "Authorization"), "user:" + SECRET);
        assertThat(passes(basic, "Authorization", basic("user:" + SECRET))).isTrue();
        assertThat(passes(basic, "Authorization", basic("other:" + SECRET))).isFalse();
        assertThat(passes(basic, "Authorization", "Basic ?")).isFalse();
        Signatures anyName = of(rule(Scheme.BASIC, "Authorization"), SECRET);
        assertThat(passes(anyName, "Authorization", basic("other:" + SECRET))).isTrue();
        assertThat(passes(anyName, "Authorization", basic("other:" + OTHER))).isFalse();
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** The example of the specification's reference libraries: its secret, id, time, body and signature. */
    @Test
    void standardWebhooks() {
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
        Instant signedAt = Instant.ofEpochSecond(1_614_265_330);
        HttpFields headers = HttpFields.build()
                .add("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
                .add("webhook-timestamp", "1614265330")
                .add("webhook-signature", "v0,x v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        Claims claims = new Claims(headers, Optional.empty());
        for (Duration later : List.of(Duration.ZERO, Duration.ofMinutes(5), Duration.ofMinutes(-5))) {
            assertThat(at(signedAt.plus(later), secret).passes(claims, body)).isTrue();
        }
        assertThat(at(signedAt.plus(Duration.ofMinutes(5).plusSeconds(1)), secret)
                        .passes(claims, body))
                .isFalse();
        assertThat(at(signedAt, "whsec_AAAA9r8GKYqrTwjUPD8ILPZIo2LaLaSw").passes(claims, body))
                .isFalse();
        assertThat(at(signedAt, secret).passes(claims, BODY)).isFalse();
    }

    private static Signatures at(Instant now, String secret) {
        return new Signatures(
                List.of(rule(Scheme.STANDARD_WEBHOOKS, "webhook-signature")),
                List.of(secret),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void secretsThatCannotBeUsedAreRefused() {
        assertThatThrownBy(() -> of(rule(Scheme.PATH, ""), "a secret/with a slash"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("in the address");
        assertThatThrownBy(() -> of(rule(Scheme.STANDARD_WEBHOOKS, "webhook-signature"), "whsec_????????????????"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Base64");
    }
}
