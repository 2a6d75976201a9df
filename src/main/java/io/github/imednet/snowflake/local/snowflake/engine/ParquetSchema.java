package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the footers of staged Parquet files say.
 *
 * @param columns of all the files, by name
 * @param rowCounts by the file's absolute path
 * @param uniform whether all files have the same columns
 */
record ParquetSchema(Map<String, ParquetColumn> columns, Map<String, Long> rowCounts, boolean uniform) {

    /** @throws SqlFailure 100152 for a file that is no whole Parquet file */
    static ParquetSchema read(DuckDb duckDb, Stage stage, List<Stage.StagedFile> files) throws SqlFailure {
        for (Stage.StagedFile file : files) {
            ParquetFooter.check(stage, file);
        }
        if (files.isEmpty()) {
            return new ParquetSchema(Map.of(), Map.of(), true);
        }
        try {
            return read(duckDb, files);
        } catch (SqlFailure e) {
            throw broken(duckDb, stage, files, e);
        }
    }

    private static SqlFailure broken(DuckDb duckDb, Stage stage, List<Stage.StagedFile> files, SqlFailure failure) {
        for (Stage.StagedFile file : files) {
            try {
                read(duckDb, List.of(file));
            } catch (SqlFailure e) {
                return e.sqlState().equals("57014") ? e : ParquetFooter.broken(stage, file, e.getMessage());
            }
        }
        return failure;
    }

    /** DuckDB gives each file's schema depth first; only its top level counts. */
    private static ParquetSchema read(DuckDb duckDb, List<Stage.StagedFile> files) throws SqlFailure {
        Map<String, ParquetColumn> columns = new LinkedHashMap<>();
        Map<String, Set<String>> perFile = new HashMap<>();
        long toSkip = 0;
        for (List<Object> row : duckDb.rows("SELECT file_name, name, duckdb_type, converted_type,"
                + " coalesce(num_children, 0), column_id FROM parquet_schema(" + list(files) + ")")) {
            long children = (Long) row.get(4);
            if ((Long) row.get(5) == 0) {
                toSkip = 0;
                perFile.put((String) row.get(0), new LinkedHashSet<>());
            } else if (toSkip > 0) {
                toSkip += children - 1;
            } else {
                toSkip = children;
                String name = (String) row.get(1);
                String type = children > 0 ? "nested" : (String) row.get(2);
                perFile.get((String) row.get(0)).add(name + " " + type);
                columns.merge(name, new ParquetColumn(name, type, (String) row.get(3)), ParquetColumn::merge);
            }
        }
        Map<String, Long> rowCounts = new HashMap<>();
        for (List<Object> row :
                duckDb.rows("SELECT file_name, num_rows FROM parquet_file_metadata(" + list(files) + ")")) {
            rowCounts.put((String) row.get(0), (Long) row.get(1));
        }
        return new ParquetSchema(columns, rowCounts, new HashSet<>(perFile.values()).size() < 2);
    }

    /** The files as DuckDB's functions take them. */
    static String list(List<Stage.StagedFile> files) {
        return SqlText.list(files.stream().map(Stage.StagedFile::file).collect(Collectors.toList()));
    }
}
