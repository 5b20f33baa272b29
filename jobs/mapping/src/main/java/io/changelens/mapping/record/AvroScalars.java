package io.changelens.mapping.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.changelens.mapping.row.RowRejected;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/**
 * Converts single JSON values to the types of an Avro schema. The parameter {@code place} is the name of the field in
 * messages.
 */
public final class AvroScalars {
    private AvroScalars() {}

    /**
     * Returns a single value of any type as text, without the white space around it.
     *
     * @throws RowRejected when it is an array or an object
     */
    public static String text(JsonNode json, String place) throws RowRejected {
        if (!json.isValueNode()) {
            throw new RowRejected(place + ": not a single value", json.toString());
        }
        return Trimmed.of(json.asText());
    }

    /**
     * Returns the enum symbol with the given name; the case does not matter.
     *
     * @throws RowRejected when the schema has no such symbol
     */
    public static Object constant(Schema schema, String word, String place) throws RowRejected {
        String symbol = schema.hasEnumSymbol(word) ? word : word.toUpperCase(Locale.ROOT);
        if (!schema.hasEnumSymbol(symbol)) {
            throw new RowRejected(place + ": not one of " + String.join(", ", schema.getEnumSymbols()), word);
        }
        return SpecificData.get().createEnum(symbol, schema);
    }

    /**
     * Returns {@code true} or {@code false} by its name; the case does not matter.
     *
     * @throws RowRejected when it is neither
     */
    public static boolean bool(JsonNode json, String place) throws RowRejected {
        return switch (json.asText().strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new RowRejected(place + ": neither true nor false", json.asText(json.toString()));
        };
    }

    /**
     * Returns a number with all its digits.
     *
     * @throws NumberFormatException when it is not a number
     */
    public static BigDecimal exact(JsonNode json) {
        return json.isNumber()
                ? json.decimalValue()
                : new BigDecimal(json.asText().strip());
    }

    /**
     * Returns the same number.
     *
     * @throws ArithmeticException when it is infinite or NaN
     */
    public static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new ArithmeticException();
        }
        return value;
    }

    /**
     * Returns a time in its native form, {@link TimeFormat#NATIVE}.
     *
     * @throws RowRejected when it is in another form or out of range
     */
    public static Instant time(JsonNode json, String place) throws RowRejected {
        try {
            return Instant.ofEpochMilli(
                    json.isIntegralNumber()
                            ? json.bigIntegerValue().longValueExact()
                            : TimeFormat.NATIVE.millis(text(json, place)));
        } catch (RowRejected e) {
            throw new RowRejected(place + ": " + e.reason(), e.detail());
        }
    }
}
