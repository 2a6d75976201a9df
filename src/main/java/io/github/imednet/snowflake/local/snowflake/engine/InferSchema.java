package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** INFER_SCHEMA of staged Parquet files: the columns that a table of them would have. */
final class InferSchema {

    private static final List<Column> COLUMNS = List.of(
            Column.text("COLUMN_NAME"), Column.text("TYPE"), Column.text("NULLABLE"), Column.text("EXPRESSION"),
            Column.text("FILENAMES"), Column.number("ORDER_ID"));

    private InferSchema() {}

    /** Reads the arguments in their parentheses. */
    static String call(Session session, TokenReader reader) throws SqlFailure {
        OptionList options = OptionList.parse(reader);
        reader.expectEnd();
        String location = options.text("LOCATION");
        String formatName = options.text("FILE_FORMAT");
        boolean ignoreCase = options.bool("IGNORE_CASE", false);
        options.refuseRest();
        if (location == null || !location.startsWith("@") || formatName == null) {
            throw Failures.syntax("INFER_SCHEMA needs LOCATION => '@stage' and FILE_FORMAT => 'name'.");
        }
        StageReference reference = StageReference.parse(location.substring(1));
        Stage stage = session.catalog().stage(reference, "READ");
        FileFormat format = FileFormat.resolve(session, Map.of("FORMAT_NAME", formatName), stage);
        if (format.text() != null) {
            throw Failures.unsupported("INFER_SCHEMA of " + format.type());
        }
        List<Stage.StagedFile> files = StagedFiles.matching(stage, reference.path(), null).all();
        List<List<String>> rows = new ArrayList<>();
        for (ParquetColumn column : new ParquetRows(session, stage, files, format).columns().values()) {
            String name = ignoreCase ? column.name().toUpperCase(Locale.ROOT) : column.name();
            String type = type(column, format);
            rows.add(List.of(name, type, "true", "$1:" + SqlText.quoted(column.name()) + "::" + type,
                    String.join(", ", files.stream().map(Stage.StagedFile::path).toList()), Integer.toString(rows.size())));
        }
        return InlineRelation.sql(COLUMNS, rows);
    }

    private static String type(ParquetColumn column, FileFormat format) {
        String type = column.type();
        if (type.startsWith("DECIMAL(")) {
            return "NUMBER" + type.substring("DECIMAL".length()).replace(",", ", ");
        }
        return switch (type) {
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT" -> "NUMBER(38, 0)";
            case "FLOAT", "DOUBLE" -> "REAL";
            case "BOOLEAN", "DATE", "TIME" -> type;
            case "VARCHAR" -> "TEXT";
            case "BLOB" -> format.binaryAsText() ? "TEXT" : "BINARY";
            case "TIMESTAMP", "TIMESTAMP_NS" -> format.logicalTypes() || column.converted() != null
                    ? "TIMESTAMP_NTZ"
                    : "NUMBER(38, 0)";
            case "TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ" -> format.logicalTypes() ? "TIMESTAMP_LTZ" : "TIMESTAMP_NTZ";
            default -> "VARIANT";
        };
    }
}
