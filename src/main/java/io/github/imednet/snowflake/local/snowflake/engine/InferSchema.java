package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** INFER_SCHEMA of staged files: the columns that a table of them would have. */
final class InferSchema {

    private static final List<Column> COLUMNS = List.of(
            Column.text("COLUMN_NAME"), Column.text("TYPE"), Column.text("NULLABLE"), Column.text("EXPRESSION"),
            Column.text("FILENAMES"), Column.number("ORDER_ID"));

    /** @param selected what a SELECT from the stage calls it */
    private record Inferred(String name, String selected, String type) {}

    private InferSchema() {}

    /** Reads the arguments in their parentheses. */
    static String call(Session session, TokenReader reader) throws SqlFailure {
        OptionList options = OptionList.parse(reader);
        reader.expectEnd();
        String location = options.text("LOCATION");
        String formatName = options.text("FILE_FORMAT");
        boolean ignoreCase = options.bool("IGNORE_CASE", false);
        List<String> names = options.strings("FILES");
        int mostFiles = options.number("MAX_FILE_COUNT", Integer.MAX_VALUE);
        int mostRecords = options.number("MAX_RECORDS_PER_FILE", Integer.MAX_VALUE);
        options.refuseRest();
        if (location == null || !location.startsWith("@") || formatName == null) {
            throw Failures.syntax("INFER_SCHEMA needs LOCATION => '@stage' and FILE_FORMAT => 'name'.");
        }
        StageReference reference = StageReference.parse(location.substring(1));
        Stage stage = session.catalog().stage(reference, "READ");
        FileFormat format = FileFormat.resolve(session, Map.of("FORMAT_NAME", formatName), stage);
        List<Stage.StagedFile> all = names == null
                ? StagedFiles.matching(stage, reference.path(), null).all()
                : StagedFiles.named(stage, reference.path(), names).all();
        List<Stage.StagedFile> files = all.subList(0, Math.min(all.size(), mostFiles));
        StagedRows staged = StagedRows.read(session, stage, files, format);
        String paths = String.join(", ", files.stream().map(Stage.StagedFile::path).toList());
        List<List<String>> rows = new ArrayList<>();
        List<Inferred> columns =
                staged instanceof TextRows text ? inferred(text, mostRecords) : inferred(staged, format);
        for (Inferred column : columns) {
            String name = ignoreCase ? column.name().toUpperCase(Locale.ROOT) : column.name();
            rows.add(List.of(name, column.type(), "true", column.selected() + "::" + column.type(), paths,
                    Integer.toString(rows.size())));
        }
        return InlineRelation.sql(COLUMNS, rows);
    }

    private static List<Inferred> inferred(StagedRows parquet, FileFormat format) {
        return ((ParquetRows) parquet).columns().values().stream()
                .map(column -> new Inferred(
                        column.name(), "$1:" + SqlText.quoted(column.name()), type(column, format)))
                .toList();
    }

    private static List<Inferred> inferred(TextRows text, int mostRecords) throws SqlFailure {
        List<TextColumn> columns = text.columns();
        List<String> types = text.types(columns, mostRecords);
        List<Inferred> inferred = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            inferred.add(new Inferred(columns.get(i).name(), columns.get(i).selected(), types.get(i)));
        }
        return inferred;
    }

    private static String type(ParquetColumn column, FileFormat format) {
        String type = column.type();
        if (type.startsWith("DECIMAL(")) {
            return "NUMBER" + type.substring("DECIMAL".length()).replace(",", ", ");
        }
        return switch (type) {
            case "TINYINT",
                    "SMALLINT",
                    "INTEGER",
                    "BIGINT",
                    "UTINYINT",
                    "USMALLINT",
                    "UINTEGER",
                    "UBIGINT" -> "NUMBER(38, 0)";
            case "FLOAT", "DOUBLE" -> "REAL";
            case "BOOLEAN", "DATE", "TIME" -> type;
            case "TIME_NS" -> "TIME";
            case "VARCHAR" -> "TEXT";
            case "BLOB" -> format.binaryAsText() ? "TEXT" : "BINARY";
            case "TIMESTAMP", "TIMESTAMP_NS" -> format.logicalTypes() || column.converted() != null
                    ? "TIMESTAMP_NTZ"
                    : "NUMBER(38, 0)";
            case "TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ", "TIMESTAMPTZ_NS" -> format.logicalTypes()
                    ? "TIMESTAMP_LTZ"
                    : "TIMESTAMP_NTZ";
            default -> "VARIANT";
        };
    }
}
