package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.config.IngestSettings;
import io.github.imednet.snowflake.ingest.CommonColumns.FileColumns;
import io.github.imednet.snowflake.rows.FileFormat;
import io.github.imednet.snowflake.rows.ParquetInput;
import io.github.imednet.snowflake.rows.RowSource;
import io.github.imednet.snowflake.rows.TextColumns;
import io.github.imednet.snowflake.types.Column;
import io.github.imednet.snowflake.types.ColumnType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the columns of files: typed ones say them, those of text files follow from all of their rows. */
final class FilesColumns {

    private final IngestSettings settings;
    private final List<Column> given;
    private final GivenNames names;
    private final Map<String, ColumnType> existing;
    private final Map<String, String> identifiers = new ConcurrentHashMap<>();

    /**
     * @param names that the settings give, none where they name none
     * @param existing columns of the table, whose types count; none where it is made
     */
    FilesColumns(IngestSettings settings, GivenNames names, Map<String, ColumnType> existing) {
        this.settings = settings;
        this.given = names.given();
        this.names = names;
        this.existing = existing;
    }

    List<Column> ofParquet(List<ParquetInput> inputs) {
        return common(inputs.stream()
                .map(input -> new FileColumns(input.file().getFileName().toString(), input.columns(), false))
                .toList());
    }

    /**
     * A row of JSON lines need not have a key, and for a day no row has one: those whose keys are all given have the
     * columns that are given, and others at least those of them that the table has.
     */
    List<Column> of(List<Path> paths) throws IOException {
        List<Path> texts = paths.stream().filter(path -> FileFormat.of(path).isText()).toList();
        Map<String, Column> textColumns = textColumns(texts);
        List<String> keys = textColumns.values().stream().map(Column::name).toList();
        if (paths.stream().allMatch(FilesColumns::isJson) && keys.stream().allMatch(this::isGiven)) {
            return names.ofTable(keys, existing);
        }
        List<FileColumns> files = new ArrayList<>();
        for (Path path : paths) {
            if (!isJson(path)) {
                files.add(of(path, textColumns));
            }
        }
        texts.stream().filter(FilesColumns::isJson).findFirst().ifPresent(json -> files.add(
                // A key that an object lacks is null in any case.
                new FileColumns(json.getFileName().toString(), List.copyOf(textColumns.values()), true)));
        List<Column> found = new ArrayList<>(common(files));
        if (texts.stream().anyMatch(FilesColumns::isJson)) {
            found.addAll(names.ofTableAlone(found.stream().map(Column::name).toList(), existing));
        }
        return found;
    }

    private FileColumns of(Path path, Map<String, Column> textColumns) throws IOException {
        try (RowSource rows = FileFormat.of(path).open(path, List.of(), settings)) {
            List<Column> columns = FileFormat.of(path).isText()
                    ? rows.columns().stream()
                            .map(column -> textColumns.get(identifier(column.name())))
                            .toList()
                    : rows.columns();
            return new FileColumns(rows.name(), columns, false);
        }
    }

    /** By what their names mean in Snowflake. */
    private Map<String, Column> textColumns(List<Path> texts) throws IOException {
        TextColumns columns = new TextColumns(
                settings, this::identifier, name -> isGiven(name) || TableColumns.isIn(existing, name));
        Map<String, Column> byName = new LinkedHashMap<>();
        columns.of(texts).forEach(column -> byName.put(identifier(column.name()), column));
        return byName;
    }

    /** Asked for every name of every file, by several readers. */
    private String identifier(String name) {
        return identifiers.computeIfAbsent(name, other -> GivenColumns.identifier(other, given));
    }

    private static boolean isJson(Path path) {
        return FileFormat.of(path) == FileFormat.JSON_LINES;
    }

    private boolean isGiven(String name) {
        return GivenColumns.find(name, given).isPresent();
    }

    private List<Column> common(List<FileColumns> files) {
        return new CommonColumns(given, name -> TableColumns.isIn(existing, name)).of(files);
    }
}
