package io.changelens.pipeline.decode;

/**
 * How large a string, byte array or list in one record may be. Without a limit, four broken bytes that read as a length
 * make Avro reserve gigabytes before it finds that the bytes are not there.
 */
final class AvroLimits {

    private static final String BYTES = Integer.toString(1 << 20);
    private static final String ITEMS = Integer.toString(100_000);

    private AvroLimits() {}

    /** Sets the limits, where the operator has set none. Avro reads them when its first decoder is loaded. */
    static void apply() {
        setIfAbsent("org.apache.avro.limits.string.maxLength", BYTES);
        setIfAbsent("org.apache.avro.limits.bytes.maxLength", BYTES);
        setIfAbsent("org.apache.avro.limits.collectionItems.maxLength", ITEMS);
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
