package io.github.imednet.snowflake.local.snowflake.engine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** A view as the catalog knows it. */
record View(QualifiedName name, Properties properties) {

    /**
     * What DuckDB's catalog has no place for; kept in the view's DuckDB comment, and so within its transactions.
     *
     * @param created ISO instant
     * @param comment null for none
     * @param text the statement that made it
     */
    record Properties(String created, String comment, String text, List<Described> columns) {}

    /** @param type as DESCRIBE shows it */
    record Described(String name, String type, String comment) {}

    static View of(QualifiedName name, String comment, String text, List<Table.Column> columns) {
        List<Described> described = columns.stream()
                .map(column -> new Described(column.name(), column.type().display(), column.comment()))
                .toList();
        String created = Instant.now().truncatedTo(ChronoUnit.MICROS).toString();
        return new View(name, new Properties(created, comment, text, described));
    }

    View withComment(String comment) {
        return new View(name, new Properties(properties.created, comment, properties.text, properties.columns));
    }

    Instant created() {
        return Instant.parse(properties.created());
    }

    /** The view as queries read it: like a table, of which they need the name and the columns. */
    Table asTable() throws SqlFailure {
        List<Table.Column> columns = new ArrayList<>();
        for (Described column : properties.columns()) {
            DataType type = DataType.parse(column.type());
            columns.add(new Table.Column(column.name(), type, true, null, null, column.comment()));
        }
        return new Table(
                name,
                new Table.Properties(
                        "view", properties.created(), false, properties.comment(), List.of(), List.of(), null),
                false,
                columns);
    }
}
