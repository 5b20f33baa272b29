package io.changelens.mapping.record;

import io.changelens.mapping.row.RowRejected;
import io.changelens.schemas.ServiceAlias;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an alias of a service that is written as one text: a name, or {@code name@FROM..UNTIL}, where either time may be
 * missing. Times are ISO 8601 with an offset or {@code Z}; a date is the start of its day in UTC. A name may contain
 * {@code @}, as package URLs do; one that itself ends like a period has to be written as a record.
 */
final class AliasNotation {

    private static final Pattern IN_A_PERIOD = Pattern.compile("(.*)@([^@]*)\\.\\.([^@]*)", Pattern.DOTALL);
    private static final TimeFormat TIME = TimeFormat.iso(Optional.of(ZoneOffset.UTC));

    private AliasNotation() {}

    /**
     * Reads an alias.
     *
     * @param text the text
     * @param place name of the field in messages
     * @throws RowRejected when a time is not one, or the period has neither
     */
    static ServiceAlias parse(String text, String place) throws RowRejected {
        Matcher period = IN_A_PERIOD.matcher(text);
        if (!period.matches()) {
            return new ServiceAlias(text.strip(), null, null);
        }
        Instant from = time(period.group(2), place, text);
        Instant until = time(period.group(3), place, text);
        if (from == null && until == null) {
            throw new RowRejected(
                    place + ": a period needs a time: name@FROM.., name@..UNTIL or name@FROM..UNTIL", text);
        }
        return new ServiceAlias(period.group(1).strip(), from, until);
    }

    private static Instant time(String text, String place, String alias) throws RowRejected {
        if (text.isBlank()) {
            return null;
        }
        try {
            return Instant.ofEpochMilli(TIME.millis(text));
        } catch (RowRejected e) {
            throw new RowRejected(place + ": " + e.reason(), alias);
        }
    }
}
