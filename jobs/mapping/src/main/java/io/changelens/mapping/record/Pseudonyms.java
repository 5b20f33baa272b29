package io.changelens.mapping.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.changelens.mapping.row.InputError;
import io.changelens.mapping.row.RowRejected;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes pseudonyms of persons: the first 128 bits of HMAC-SHA-256 over the UTF-8 text, in URL-safe Base64. The same text
 * gets the same pseudonym as long as the key is the same; without the key, nobody can tell whether a pseudonym belongs
 * to a given text. Instances may be used by several threads at once.
 */
public final class Pseudonyms {
    /** Least length of a key, in bytes. */
    public static final int LEAST_KEY = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;

    private final SecretKeySpec key;

    private Pseudonyms(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * Reads the key from a file; white space at its end does not belong to it.
     *
     * @throws InputError when the file cannot be read, or is shorter than {@link #LEAST_KEY} bytes
     */
    public static Pseudonyms of(Path file) {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).stripTrailing();
            byte[] key = text.getBytes(StandardCharsets.ISO_8859_1);
            if (key.length < LEAST_KEY) {
                throw new InputError(file + ": a key for pseudonyms needs at least " + LEAST_KEY
                        + " bytes; `openssl rand -hex 32 > FILE` makes one");
            }
            return new Pseudonyms(key);
        } catch (IOException e) {
            throw new InputError(file + ": the key for pseudonyms cannot be read: " + e.getMessage());
        }
    }

    /** Makes pseudonyms by a random key that is not kept: to check a mapping where its key is not at hand. */
    public static Pseudonyms ofRandomKey() {
        byte[] key = new byte[LEAST_KEY];
        new SecureRandom().nextBytes(key);
        return new Pseudonyms(key);
    }

    /**
     * Returns the pseudonym of a single value.
     *
     * @throws RowRejected when it is a list or an object
     */
    public JsonNode of(JsonNode value) throws RowRejected {
        if (!value.isValueNode()) {
            throw new RowRejected("not a single value, so that it can have no pseudonym", "");
        }
        return TextNode.valueOf(of(Trimmed.of(value.asText())));
    }

    private String of(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] all = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] first = Arrays.copyOf(all, BYTES);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(first);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is not available", e);
        }
    }
}
