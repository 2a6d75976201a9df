package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.model.EntityColumn;
import io.github.imednet.snowflake.model.EntityList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.ExchangeProperty;

/** Reads rows of a list's table, each with every column of the list. */
@RouteBean
public final class RecordRows {

    private final WarehouseNames names;

    public RecordRows(ExportSettings settings) {
        this.names = WarehouseNames.of(settings);
    }

    /**
     * The rows of a page; the table may lack {@code _UNMAPPED_FIELDS}.
     *
     * @param keys those of the page, where they have no order; else the rows are those in the range of ids
     */
    public String select(
            @ExchangeProperty("run") TableRun run,
            @ExchangeProperty("idRange") IdRange range,
            @ExchangeProperty("pageKeys") List<String> keys) {
        Set<String> columns = run.table().columns();
        EntityList list = EntityList.of(run.resource());
        String key = Sql.quoted(list.key().name());
        String values = list.columns().stream()
                .filter(column -> columns.contains(column.name()))
                .map(RecordRows::value)
                .collect(Collectors.joining(", "));
        List<String> conditions = new ArrayList<>(List.of("\"STUDY_KEY\" = " + Sql.text(run.studyKey())));
        if (!list.isInOrderOfNumbers()) {
            conditions.add(keys.isEmpty() ? "FALSE" : key + " IN " + Sql.texts(keys));
        } else if (range.after() != Long.MIN_VALUE) {
            conditions.add(key + " > " + range.after());
        }
        if (list.isInOrderOfNumbers() && range.last() != Long.MAX_VALUE) {
            conditions.add(key + " <= " + range.last());
        }
        conditions.add(key + " IS NOT NULL");
        return "SELECT " + values + " FROM " + names.of(run.resource()).table() + " WHERE "
                + String.join(" AND ", conditions);
    }

    /**
     * A row's values in the order of the list's columns: text, a number, a boolean; dates as text with nine digits of
     * the second, JSON as text.
     */
    public Object[] values(Map<String, Object> row, EntityList list) {
        return list.columns().stream().map(column -> row.get(column.name())).toArray();
    }

    /** As text, because what the driver makes of a timestamp depends on the time zone of this machine. */
    private static String value(EntityColumn column) {
        return switch (column.kind()) {
            case TIMESTAMP -> SqlTimestamp.text(column.name(), 9, column.name());
            case DATE -> "TO_VARCHAR(" + Sql.quoted(column.name()) + ", 'YYYY-MM-DD') AS " + Sql.quoted(column.name());
            default -> Sql.quoted(column.name());
        };
    }
}
