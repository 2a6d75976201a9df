package io.github.imednet.snowflake.load;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Points in time on their way to and from columns of type TIMESTAMP_NTZ, in UTC. The format is in every statement: a
 * session's own may have been changed, by its account or by a statement of a user's route.
 */
final class SqlTimestamp {

    private static final String SECONDS = "YYYY-MM-DD HH24:MI:SS";
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private SqlTimestamp() {}

    /** An expression for the present by this machine's clock, in milliseconds. */
    static String now() {
        return of(Instant.now());
    }

    /** An expression for a point in time, in milliseconds. */
    static String of(Instant instant) {
        return "TO_TIMESTAMP_NTZ(" + Sql.text(MILLISECONDS.format(instant)) + ", '" + SECONDS + ".FF3')";
    }

    /**
     * An expression for a column's value as text that {@link #parse} reads.
     *
     * @param digits of the second's fraction: 3 or 9
     * @param alias name of the result's column
     */
    static String text(String column, int digits, String alias) {
        return textOf(Sql.quoted(column), digits) + " AS " + Sql.quoted(alias);
    }

    /** An expression for the value of a TIMESTAMP_NTZ as text that {@link #parse} reads, in milliseconds. */
    static String text(String expression) {
        return textOf(expression, 3);
    }

    private static String textOf(String expression, int digits) {
        return "TO_VARCHAR(" + expression + ", '" + SECONDS + ".FF" + digits + "')";
    }

    /** @param text as {@link #text} has it */
    static Instant parse(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }
}
