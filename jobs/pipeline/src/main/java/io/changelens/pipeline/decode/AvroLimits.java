package io.changelens.pipeline.decode;

/**
 * Limits the size of a string, byte array or list in one record. Without limits, four corrupt bytes that are read as a
 * length make Avro allocate gigabytes before it notices that the data are missing.
 */
final class AvroLimits {

    private static final String BYTES = Integer.toString(1 << 20);
    private static final String ITEMS = Integer.toString(100_000);

    private AvroLimits() {}

    /**
     * Sets the limits that the operator has not set: 1 MiB for strings and byte arrays, 100,000 items for lists. Avro
     * reads them when its first decoder is loaded.
     */
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
