package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.model.RecordColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.ExchangeProperty;

/** Reads rows of the records table, each with every column of a record. */
@RouteBean
public final class RecordRows {

    private static final RecordColumn[] COLUMNS = RecordColumn.values();

    private final WarehouseNames names;

    public RecordRows(ExportSettings settings) {
        this.names = WarehouseNames.of(settings);
    }

    /** The table may lack {@code _UNMAPPED_FIELDS}. */
    public String select(@ExchangeProperty("run") TableRun run, @ExchangeProperty("idRange") IdRange range) {
        Set<String> columns = run.table().columns();
        String values = Arrays.stream(COLUMNS)
                .filter(column -> columns.contains(column.name()))
                .map(RecordRows::value)
                .collect(Collectors.joining(", "));
        List<String> conditions = new ArrayList<>(List.of("\"STUDY_KEY\" = " + Sql.text(run.studyKey())));
        if (range.after() != Long.MIN_VALUE) {
            conditions.add("\"RECORD_ID\" > " + range.after());
        }
        if (range.last() != Long.MAX_VALUE) {
            conditions.add("\"RECORD_ID\" <= " + range.last());
        }
        conditions.add("\"RECORD_ID\" IS NOT NULL");
        return "SELECT " + values + " FROM " + names.table() + " WHERE " + String.join(" AND ", conditions);
    }

    /**
     * A row's values in the order of {@link RecordColumn}: text, a number, a boolean; dates as text with nine digits of
     * the second, JSON as text.
     */
    public Object[] values(Map<String, Object> row) {
        return Arrays.stream(COLUMNS).map(column -> row.get(column.name())).toArray();
    }

    /** As text, because what the driver makes of a timestamp depends on the time zone of this machine. */
    private static String value(RecordColumn column) {
        return column.kind() == RecordColumn.Kind.TIMESTAMP
                ? SqlTimestamp.text(column.name(), 9, column.name())
                : Sql.quoted(column.name());
    }
}
