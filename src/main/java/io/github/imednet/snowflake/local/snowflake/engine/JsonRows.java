package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The documents of staged JSON files, one after another with any blanks between: {@code $1} and its elements. */
final class JsonRows extends TextRows {

    private static final long LONGEST_DOCUMENT_BYTES = 128L << 20;

    private List<String> keys;

    JsonRows(Session session, Stage stage, List<Stage.StagedFile> files, TextFormat format) {
        super(session, stage, files, format);
    }

    @Override
    String rows() throws SqlFailure {
        String documents = "read_json_objects(" + filesAndOptions() + ", format = 'unstructured',"
                + " maximum_object_size = " + LONGEST_DOCUMENT_BYTES + ")";
        return format().stripOuterArray()
                ? "(SELECT " + QUOTED_FILE + ", unnest(CASE json_type(json) WHEN 'ARRAY' THEN json_extract(json, '$[*]')"
                        + " ELSE [json] END) AS json FROM " + documents + ")"
                : documents;
    }

    @Override
    public String column(int number) {
        return number > 1 || files().isEmpty() ? "CAST(NULL AS JSON)" : "json";
    }

    @Override
    public String element(String key) {
        return Macros.call("get_element", column(1), SqlText.literal(key));
    }

    @Override
    String loaded(DataType type, String value) throws SqlFailure {
        return switch (type.base()) {
            case VARIANT -> Macros.variant(value);
            case OBJECT, ARRAY -> Cast.to(type, value);
            case NUMBER, FLOAT, BOOLEAN -> Cast.assigned(type, value);
            default -> format().converted(type, format().nullIf(Macros.text(value)));
        };
    }

    /** The keys of the documents, in the order that they have there. */
    private List<String> keys() throws SqlFailure {
        if (keys == null) {
            keys = query("SELECT key FROM (SELECT unnest(json_keys(json)) AS key,"
                    + " generate_subscripts(json_keys(json), 1) AS place FROM " + source()
                    + " WHERE json_type(json) = 'OBJECT') GROUP BY key ORDER BY min(place), key").stream()
                    .map(row -> (String) row.get(0)).toList();
        }
        return keys;
    }

    @Override
    List<TextColumn> columns() throws SqlFailure {
        List<TextColumn> columns = new ArrayList<>();
        for (String key : keys()) {
            columns.add(new TextColumn(key, "$1:" + SqlText.quoted(key), Macros.call("as_text", element(key)),
                    "json_type(" + element(key) + ")"));
        }
        return columns;
    }

    @Override
    Optional<String> matching(String name, boolean caseSensitive, DataType type) throws SqlFailure {
        Optional<String> found = named(keys(), name, caseSensitive);
        return found.isEmpty() ? Optional.empty() : Optional.of(loaded(type, element(found.get())));
    }
}
