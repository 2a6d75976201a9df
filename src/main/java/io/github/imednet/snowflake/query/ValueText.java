package io.github.imednet.snowflake.query;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** Values as text: numbers with every digit, dates and times in ISO 8601, binary in hex as Snowflake shows it. */
final class ValueText {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private ValueText() {}

    /** @param value as {@link ValueReader} gives it, but not null */
    static String of(Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof byte[] binary) {
            return HEX.formatHex(binary);
        }
        if (value instanceof LocalTime time) {
            return DateTimeFormatter.ISO_LOCAL_TIME.format(time);
        }
        if (value instanceof LocalDateTime time) {
            return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
        }
        return value instanceof OffsetDateTime moment
                ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment)
                : value.toString();
    }
}
