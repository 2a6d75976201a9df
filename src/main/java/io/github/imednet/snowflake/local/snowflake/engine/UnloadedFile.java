package io.github.imednet.snowflake.local.snowflake.engine;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * A file that COPY INTO a stage has written, before it comes to the stage.
 *
 * @param bytes before compression
 */
record UnloadedFile(Path file, long rows, long bytes, long storedBytes) {

    /** @param directory where the file is until {@link #moveTo} */
    static UnloadedFile write(Session session, String query, List<Column> columns, UnloadFormat format, Path directory)
            throws SqlFailure {
        Path file = directory.resolve(Databases.newId());
        UnloadedFile written = null;
        try {
            Files.createDirectories(directory);
            written = format.isParquet()
                    ? parquet(session, query, columns, format, file)
                    : lines(session, query, columns, format, file);
            return written;
        } catch (IOException e) {
            throw Failures.internal("cannot write a file", e);
        } finally {
            if (written == null) {
                Directories.delete(file);
            }
        }
    }

    void delete() {
        Directories.delete(file);
    }

    /** As on Snowflake, no rows are no file. */
    void moveTo(Path place) throws SqlFailure {
        try {
            if (rows == 0) {
                Files.delete(file);
                return;
            }
            Files.createDirectories(place.getParent());
            Files.move(file, place, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw Failures.internal("cannot write " + place.getFileName(), e);
        }
    }

    private static UnloadedFile parquet(
            Session session, String query, List<Column> columns, UnloadFormat format, Path file)
            throws SqlFailure, IOException {
        if (format.header()) {
            Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            for (Column column : columns) {
                if (!names.add(column.name())) {
                    throw Failures.unsupported("Unloading to Parquet columns whose names differ in case only");
                }
            }
        }
        List<String> written = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            DataType type = DataType.of(columns.get(i));
            switch (type.base()) {
                case TIMESTAMP_LTZ, TIMESTAMP_TZ -> throw new SqlFailure(
                        "002040",
                        "42601",
                        "SQL compilation error:\n"
                                + "Error encountered when unloading to PARQUET: TIMESTAMP_TZ and LTZ types are not"
                                + " supported for unloading to Parquet.");
                default -> {
                    String value = type.base().semiStructured() ? "CAST(C" + i + " AS VARCHAR)" : "C" + i;
                    String name = format.header() ? columns.get(i).name() : "_COL_" + i;
                    written.add(value + " AS " + SqlText.quoted(name));
                }
            }
        }
        session.duckDb().configure("COPY (SELECT " + String.join(", ", written) + from(query, columns) + ") TO "
                + SqlText.literal(file.toString()) + " (FORMAT parquet, COMPRESSION "
                + (format.compressed() ? "snappy" : "uncompressed") + ")");
        List<Object> rows = session.duckDb().rows(
                "SELECT num_rows FROM parquet_file_metadata(" + SqlText.literal(file.toString()) + ")").get(0);
        long size = Files.size(file);
        return new UnloadedFile(file, ((Number) rows.get(0)).longValue(), size, size);
    }

    private static UnloadedFile lines(
            Session session, String query, List<Column> columns, UnloadFormat format, Path file)
            throws SqlFailure, IOException {
        String sql = "SELECT " + format.line(columns) + from(query, columns);
        try (OutputStream out = open(format, file)) {
            DuckDb.Reader<long[]> reader = results -> write(session, results, columns, format, out);
            long[] counts = session.transaction().writing()
                    ? session.duckDb().query(sql, reader)
                    : session.duckDb().stream(sql, reader);
            out.close();
            return new UnloadedFile(file, counts[0], counts[1], Files.size(file));
        }
    }

    private static OutputStream open(UnloadFormat format, Path file) throws IOException {
        OutputStream plain = new BufferedOutputStream(Files.newOutputStream(file));
        return format.compressed() ? new GZIPOutputStream(plain) : plain;
    }

    /** Rows and bytes. */
    private static long[] write(
            Session session, ResultSet results, List<Column> columns, UnloadFormat format, OutputStream out)
            throws SQLException, SqlFailure {
        long[] counts = new long[2];
        String header = format.headerLine(columns);
        try {
            while (results.next()) {
                session.checkCanceled();
                if (counts[0] == 0 && header != null) {
                    counts[1] += write(header + format.recordDelimiter(), out);
                }
                counts[0]++;
                counts[1] += write(format.written(results.getString(1)) + format.recordDelimiter(), out);
            }
            return counts;
        } catch (IOException e) {
            throw Failures.internal("cannot write a file", e);
        }
    }

    private static int write(String text, OutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write(bytes);
        return bytes.length;
    }

    private static String from(String query, List<Column> columns) {
        String names = IntStream.range(0, columns.size()).mapToObj(i -> "C" + i).collect(Collectors.joining(", "));
        return " FROM (" + query + ") AS unloaded (" + names + ")";
    }
}
