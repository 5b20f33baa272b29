package io.changelens.mapping.rule;

import io.changelens.mapping.rule.SignatureRule.Encoding;
import io.changelens.mapping.rule.SignatureRule.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the key {@code verify} of a mapping file. */
final class SignatureReader {
    private static final String PREFIX = "prefix";
    private static final String SEPARATOR = "separator";
    private static final String ENCODING = "encoding";
    private static final Set<String> KEYS =
            Set.of("hmac-sha256", "token", "bearer", "basic", "standard-webhooks", "path", PREFIX, SEPARATOR, ENCODING);

    private SignatureReader() {}

    /**
     * Reads one way, or a list of ways, to sign documents.
     *
     * @throws io.changelens.mapping.row.InputError naming the place, when a key is missing or invalid
     */
    static List<SignatureRule> read(YamlSection root) {
        List<SignatureRule> rules = new ArrayList<>();
        for (YamlSection way : root.sections("verify")) {
            rules.add(one(way.only(KEYS)));
        }
        return List.copyOf(rules);
    }

    private static SignatureRule one(YamlSection way) {
        List<Scheme> schemes = new ArrayList<>();
        for (Scheme scheme : Scheme.values()) {
            if (way.has(key(scheme))) {
                schemes.add(scheme);
            }
        }
        if (schemes.size() != 1) {
            throw way.error("needs exactly one of hmac-sha256, token, bearer, basic, standard-webhooks, path");
        }
        Scheme scheme = schemes.get(0);
        String header = switch (scheme) {
            case HMAC_SHA256, TOKEN -> way.text(key(scheme)).orElseThrow();
            case BEARER, BASIC -> flagged(way, scheme, "Authorization");
            case STANDARD_WEBHOOKS -> flagged(way, scheme, "webhook-signature");
            case PATH -> flagged(way, scheme, "");
        };
        if (scheme != Scheme.HMAC_SHA256 && (way.has(PREFIX) || way.has(SEPARATOR) || way.has(ENCODING))) {
            throw way.error("`prefix`, `separator` and `encoding` belong to `hmac-sha256`");
        }
        return new SignatureRule(
                scheme, header, way.text(PREFIX).orElse(""), way.text(SEPARATOR).orElse(""), encoding(way));
    }

    private static String key(Scheme scheme) {
        return scheme == Scheme.HMAC_SHA256
                ? "hmac-sha256"
                : scheme.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String flagged(YamlSection way, Scheme scheme, String header) {
        if (!way.flag(key(scheme))) {
            throw way.error("`" + key(scheme) + "` is written " + key(scheme) + ": true");
        }
        return header;
    }

    private static Encoding encoding(YamlSection way) {
        return switch (way.text(ENCODING).orElse("hex")) {
            case "hex" -> Encoding.HEX;
            case "base64" -> Encoding.BASE64;
            default -> throw way.error("`encoding` is neither hex nor base64");
        };
    }
}
