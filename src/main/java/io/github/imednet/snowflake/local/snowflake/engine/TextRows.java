package io.github.imednet.snowflake.local.snowflake.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of staged files of text; how many there are is known once they have been read. */
abstract class TextRows extends StagedRows {

    /** Writes to a file what DuckDB reads in place of a staged file. */
    interface Preparation {
        void write(Stage.StagedFile file, Path prepared) throws IOException, SqlFailure;
    }

    private final Session session;
    private final TextFormat format;

    TextRows(Session session, Stage stage, List<Stage.StagedFile> files, TextFormat format) {
        super(session, stage, files);
        this.session = session;
        this.format = format;
    }

    Session session() {
        return session;
    }

    TextFormat format() {
        return format;
    }

    /** The columns that a table of the files would have. */
    abstract List<TextColumn> columns() throws SqlFailure;

    /** @param mostRecords of each file, which are looked at */
    List<String> types(List<TextColumn> columns, int mostRecords) throws SqlFailure {
        String rows = mostRecords == Integer.MAX_VALUE
                ? source()
                : "(FROM (SELECT *, " + rowNumber() + " AS place FROM " + source() + ") WHERE place <= " + mostRecords
                        + ")";
        return TextColumn.types(session.committed(), columns, rows);
    }

    List<List<Object>> query(String sql) throws SqlFailure {
        return session.committed().rows(sql);
    }

    /** Has DuckDB read copies of the files, which {@link #write} fills before they are read. */
    final void makeCopies() throws SqlFailure {
        Map<Stage.StagedFile, Path> copies = new HashMap<>();
        try {
            for (Stage.StagedFile file : files()) {
                copies.put(file, session.preparedFiles().create());
            }
        } catch (IOException e) {
            throw Failures.internal("cannot write a copy of a staged file", e);
        }
        readCopies(copies);
    }

    void write(Preparation preparation) throws SqlFailure {
        for (Stage.StagedFile file : files()) {
            session.checkCanceled();
            try {
                preparation.write(file, read(file));
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
    }

    /** A file that is cut off, say, or compressed in another way. */
    static SqlFailure unreadable(IOException e) {
        return new SqlFailure("100016", "22000", "The file cannot be read: " + e.getMessage(), e);
    }
}
