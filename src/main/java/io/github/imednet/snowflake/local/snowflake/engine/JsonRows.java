package io.github.imednet.snowflake.local.snowflake.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The documents of staged JSON files, one after another with any blanks between: {@code $1} and its elements. */
final class JsonRows extends TextRows {

    /** Not DuckDB's name, which a statement may have for something else. */
    private static final String DOCUMENT = SqlText.quoted("metadata$document");

    private static final String NUMBER = SqlText.quoted("metadata$row");

    private static final long LONGEST_DOCUMENT_BYTES = 128L << 20;

    private List<String> keys;
    private Map<String, Long> rowCounts;
    private boolean copied;
    private boolean written;
    private boolean tolerant;
    private Unread unread = Unread.NONE;
    private boolean readsRowNumbers;

    JsonRows(Session session, Stage stage, List<Stage.StagedFile> files, TextFormat format) throws SqlFailure {
        super(session, stage, files, format);
        this.copied = format.replaceInvalidCharacters() || format.compression().endsWith("DEFLATE");
        if (copied) {
            makeCopies();
        }
    }

    @Override
    void tolerate() throws SqlFailure {
        tolerant = true;
        if (!copied) {
            copied = true;
            makeCopies();
        }
    }

    @Override
    Unread unread() {
        return unread;
    }

    @Override
    String rows() throws SqlFailure {
        if (copied && !written) {
            write(this::write);
            written = true;
        }
        String read = copied ? "none" : format().compression().toLowerCase(Locale.ROOT);
        String documents = "read_json_objects(" + list() + ", filename = '" + FILE + "', compression = '"
                + read.replace("auto", "auto_detect") + "', format = 'unstructured',"
                + " maximum_object_size = " + LONGEST_DOCUMENT_BYTES + ")";
        String document = format().stripOuterArray()
                ? "unnest(CASE json_type(json) WHEN 'ARRAY' THEN json_extract(json, '$[*]') ELSE [json] END)"
                : "json";
        String all = "(SELECT " + QUOTED_FILE + ", " + document + " AS " + DOCUMENT + " FROM " + documents + ")";
        return readsRowNumbers
                ? "(SELECT *, row_number() OVER (PARTITION BY " + QUOTED_FILE + ") AS " + NUMBER + " FROM " + all + ")"
                : all;
    }

    private void write(Stage.StagedFile file, Path copy) throws IOException, SqlFailure {
        if (format().replaceInvalidCharacters()) {
            try (Reader text = PreparedFiles.reader(file.file(), format().compression(), StandardCharsets.UTF_8, true);
                    Writer out = PreparedFiles.writer(copy)) {
                text.transferTo(out);
            }
        } else {
            try (InputStream bytes = PreparedFiles.decompressed(file.file(), format().compression());
                    OutputStream out = Files.newOutputStream(copy)) {
                bytes.transferTo(out);
            }
        }
        if (tolerant) {
            unread = JsonDocuments.cut(copy, format().stripOuterArray());
        }
    }

    @Override
    long rowCount(Stage.StagedFile file) throws SqlFailure {
        if (rowCounts == null) {
            rowCounts = new HashMap<>();
            for (List<Object> row : query("SELECT " + QUOTED_FILE + ", count(*) FROM " + source() + " GROUP BY 1")) {
                rowCounts.put((String) row.get(0), (Long) row.get(1));
            }
        }
        return rowCounts.getOrDefault(read(file).toString(), 0L) + unread.count();
    }

    @Override
    String rowNumber() {
        readsRowNumbers = true;
        return NUMBER;
    }

    @Override
    public String column(int number) {
        return number > 1 || files().isEmpty() ? "CAST(NULL AS JSON)" : DOCUMENT;
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
            keys = query("SELECT key FROM (SELECT unnest(json_keys(" + DOCUMENT + ")) AS key,"
                    + " generate_subscripts(json_keys(" + DOCUMENT + "), 1) AS place FROM " + source()
                    + " WHERE json_type(" + DOCUMENT + ") = 'OBJECT') GROUP BY key ORDER BY min(place), key").stream()
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
