package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.load.Sql;
import io.github.imednet.snowflake.types.Column;
import io.github.imednet.snowflake.types.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Columns with their types as settings name them: {@code SITE_ID NUMBER, "visit date" DATE}. */
public final class GivenColumns {

    private static final Pattern COLUMN = Pattern.compile(
            "\\s*(\"(?:[^\"]|\"\")+\"|[^\\s,\"()]+)\\s+([A-Za-z_][A-Za-z_0-9 ]*(?:\\([^)]*\\))?)\\s*(?:,|$)");

    private GivenColumns() {}

    /**
     * @param text null where nothing is set
     * @return none where nothing is set
     * @throws ExportConfigurationException if it is no list of names and types
     */
    public static List<Column> parse(@Nullable String text) {
        if (text == null) {
            return List.of();
        }
        List<Column> columns = new ArrayList<>();
        Matcher matcher = COLUMN.matcher(text);
        int end = 0;
        while (end < text.length() && matcher.find(end) && matcher.start() == end) {
            columns.add(column(matcher.group(1), matcher.group(2)));
            end = matcher.end();
        }
        if (columns.isEmpty() || end < text.length()) {
            throw new ExportConfigurationException(List.of("ingest.columns is not a list of columns such as"
                    + " SITE_ID NUMBER(38,0), \"visit date\" DATE, after " + columns.size() + " of them"));
        }
        return columns;
    }

    private static Column column(String name, String type) {
        try {
            return new Column(name, ColumnType.parse(type));
        } catch (IllegalArgumentException e) {
            throw new ExportConfigurationException(List.of("ingest.columns: " + e.getMessage()));
        }
    }

    /** A source's columns, those that are given by the names and in the types that they are given. */
    public static List<Column> applied(List<Column> source, List<Column> given) {
        return source.stream()
                .map(column -> find(column.name(), given)
                        .map(other -> new Column(other.name(), other.type(), column.as(other.type()).form()))
                        .orElse(column))
                .toList();
    }

    /** What a source's column becomes in Snowflake, in quotes. */
    public static String identifier(String name, List<Column> given) {
        return Sql.identifier(find(name, given).map(Column::name).orElse(name));
    }

    /** What is given for a source's column: by just its name in quotes, else by what the name means in Snowflake. */
    public static Optional<Column> find(String name, List<Column> given) {
        return given.stream()
                .filter(other -> other.name().equals(Sql.quoted(name)))
                .findFirst()
                .or(() -> given.stream()
                        .filter(other -> Sql.identifier(other.name()).equals(Sql.identifier(name)))
                        .findFirst());
    }
}
