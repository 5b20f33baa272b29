package io.changelens.mapping.rule;

/**
 * One way in which a sender proves that a document is its own. A mapping only says which; whoever receives documents
 * checks them, against secrets that are in no mapping.
 *
 * @param scheme what is compared
 * @param header header with the signature or token; for {@link Scheme#STANDARD_WEBHOOKS} the one with the signatures
 * @param prefix text before each signature, such as {@code sha256=}; may be empty
 * @param separator text between several signatures in one header; empty when there is only one
 * @param encoding how the bytes of a signature are written
 */
public record SignatureRule(Scheme scheme, String header, String prefix, String separator, Encoding encoding) {

    /** What is compared with the secret. */
    public enum Scheme {
        /** The HMAC-SHA-256 of the body. */
        HMAC_SHA256,
        /** The secret itself, in a header. */
        TOKEN,
        /** The secret as a bearer token in the header {@code Authorization}. */
        BEARER,
        /** Name and secret by basic authentication. */
        BASIC,
        /** The Standard Webhooks scheme: the HMAC-SHA-256 of id, time and body. */
        STANDARD_WEBHOOKS,
        /** The secret as a part of the address, for senders that sign nothing. */
        PATH
    }

    /** How the bytes of a signature are written. */
    public enum Encoding {
        /** Hexadecimal digits. */
        HEX,
        /** Base64. */
        BASE64
    }
}
