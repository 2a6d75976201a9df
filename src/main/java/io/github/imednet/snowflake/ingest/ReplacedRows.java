package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.IngestReplacement;
import io.github.imednet.snowflake.config.Printable;
import io.github.imednet.snowflake.load.Sql;
import io.github.imednet.snowflake.types.ColumnType;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;

/**
 * The rows of a table that go before others come: those with a value in a column.
 *
 * @param column exact name
 * @param text the value as text, the same however it was written: 7 for 07 where the column has whole numbers
 * @param value as a literal of SQL, in the column's type
 */
record ReplacedRows(String column, String text, String value) {

    /**
     * @param columns that are loaded
     * @throws ExportConfigurationException if the column is not among them, or cannot have the value
     */
    static ReplacedRows of(IngestReplacement replacement, TableColumns columns) {
        TargetColumn target = columns.find(replacement.column()).orElseThrow(() -> problem(
                "ingest.replace-column is " + replacement.column() + ", which the rows do not have: rows that replace"
                        + " others say by this column that they belong there"));
        return of(replacement.value(), target);
    }

    private static ReplacedRows of(String value, TargetColumn target) {
        ColumnType type = target.column().type();
        try {
            return switch (type.logical()) {
                case TEXT -> new ReplacedRows(target.name(), value, Sql.text(value));
                case FIXED -> {
                    String number = new BigInteger(value.trim()).toString();
                    yield new ReplacedRows(target.name(), number, number);
                }
                case DATE -> {
                    String date = LocalDate.parse(value.trim()).toString();
                    yield new ReplacedRows(target.name(), date, Sql.text(date) + "::DATE");
                }
                default -> throw problem("ingest.replace-column is " + target.name() + ", of type " + type.sql()
                        + ": rows can be replaced by a column of texts, whole numbers or dates");
            };
        } catch (NumberFormatException | DateTimeException e) {
            throw problem("ingest.replace-value is '" + Printable.line(value) + "', but the column " + target.name()
                    + " has " + (e instanceof DateTimeException ? "dates, such as 2024-01-31" : "whole numbers"));
        }
    }

    private static ExportConfigurationException problem(String text) {
        return new ExportConfigurationException(List.of(text));
    }

    /** Whether a row has the value. */
    String condition() {
        return Sql.quoted(column) + " = " + value;
    }

    /** How many rows have another value, or none. */
    String countOfOthers() {
        return "COUNT_IF(" + Sql.quoted(column) + " IS DISTINCT FROM " + value + ")";
    }
}
