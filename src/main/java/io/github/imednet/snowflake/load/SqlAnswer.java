package io.github.imednet.snowflake.load;

import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rows that camel-jdbc gives for a statement, their columns found whatever their case. */
public final class SqlAnswer {

    private final List<Row> rows;

    private SqlAnswer(List<Row> rows) {
        this.rows = rows;
    }

    /**
     * @param body what camel-jdbc left, a list of maps, or an answer that was read already
     * @throws IllegalStateException if the statement gave no rows though it should have
     */
    public static SqlAnswer of(Object body) {
        if (body instanceof SqlAnswer answer) {
            return answer;
        }
        if (!(body instanceof List<?> list)) {
            throw new IllegalStateException("Snowflake gave a count where rows were expected");
        }
        return new SqlAnswer(list.stream().map(Row::new).toList());
    }

    public List<Row> rows() {
        return rows;
    }

    /** One row's values. */
    public static final class Row {

        private final Map<String, Object> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

        private Row(Object row) {
            ((Map<?, ?>) row).forEach((name, value) -> values.put((String) name, value));
        }

        public boolean has(String column) {
            return values.containsKey(column);
        }

        /** The value as text, or null for SQL NULL. */
        public @Nullable String text(String column) {
            Object value = values.get(column);
            return value == null ? null : value.toString();
        }

        /**
         * The value as text, of a column that has no SQL NULL.
         *
         * @throws IllegalStateException if it has one, or the answer lacks the column
         */
        public String required(String column) {
            Object value = values.get(column);
            if (value == null) {
                throw new IllegalStateException("Snowflake's answer has no value in " + column);
            }
            return value.toString();
        }

        /** A point in time as text that is the same in every time zone that the JVM may run in. */
        public String instant(String column) {
            return ((Timestamp) Objects.requireNonNull(values.get(column))).toInstant().toString();
        }

        /** The value as a whole number; 0 for SQL NULL. */
        public long number(String column) {
            Object value = values.get(column);
            return value instanceof Number number
                    ? number.longValue()
                    : value == null ? 0 : Long.parseLong(value.toString());
        }
    }
}
