package io.changelens.mapping.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.changelens.mapping.row.RowRejected;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** Turns single JSON values into what the schema asks for; {@code place} is what messages call the field. */
public final class AvroScalars {
    private AvroScalars() {}

    /** The text of a single value of any type. */
    public static String text(JsonNode json, String place) throws RowRejected {
        if (!json.isValueNode()) {
            throw new RowRejected(place + ": not a single value", json.toString());
        }
        return json.asText();
    }

    /** The symbol that a word names, in upper or lower case. */
    public static Object constant(Schema schema, String word, String place) throws RowRejected {
        String symbol = schema.hasEnumSymbol(word) ? word : word.toUpperCase(Locale.ROOT);
        if (!schema.hasEnumSymbol(symbol)) {
            throw new RowRejected(place + ": not one of " + String.join(", ", schema.getEnumSymbols()), word);
        }
        return SpecificData.get().createEnum(symbol, schema);
    }

    /** True or false, in upper or lower case. */
    public static boolean bool(JsonNode json, String place) throws RowRejected {
        return switch (json.asText().strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new RowRejected(place + ": neither true nor false", json.asText(json.toString()));
        };
    }

    /**
     * The number as it is written.
     *
     * @throws NumberFormatException when it is none
     */
    public static BigDecimal exact(JsonNode json) {
        return json.isNumber()
                ? json.decimalValue()
                : new BigDecimal(json.asText().strip());
    }

    /**
     * The number itself.
     *
     * @throws ArithmeticException when it is none, or infinite
     */
    public static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new ArithmeticException();
        }
        return value;
    }

    /** A point in time in its native form. */
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
