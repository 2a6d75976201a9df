package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.config.IngestMode;
import io.github.imednet.snowflake.config.IngestSettings;
import io.github.imednet.snowflake.load.Sql;
import io.github.imednet.snowflake.load.WarehouseNames;
import io.github.imednet.snowflake.rows.FileFormat;
import io.github.imednet.snowflake.rows.IngestException;
import io.github.imednet.snowflake.rows.ParquetInput;
import io.github.imednet.snowflake.rows.RowSource;
import io.github.imednet.snowflake.types.Column;
import io.github.imednet.snowflake.types.ColumnType;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What is brought into one table. */
public final class TableIngest implements Closeable {

    private final String schema;
    private final String name;
    private final String id;
    private final IngestMode mode;
    private final Object body;
    private final IngestSettings settings;
    private final GivenNames givenNames;
    private final boolean inTransaction;
    private final CopyQueue copies;
    private final AtomicInteger names = new AtomicInteger();
    private final AtomicInteger files = new AtomicInteger();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder rowsWritten = new LongAdder();
    private final LongAdder rowsCopied = new LongAdder();
    private final AtomicInteger copyCount = new AtomicInteger();
    private final List<FileState> read = new ArrayList<>();
    private @Nullable String created;
    private boolean made;
    private boolean staged;
    private @Nullable IngestException refusal;
    private boolean rowsTaken;
    @SuppressWarnings("NullAway.Init") // set by begin
    private TableColumns columns;
    private @Nullable ReplacedRows replaced;
    private int rowsReplaced;
    @SuppressWarnings("NullAway.Init") // set by begin
    private Iterator<FilePart> parts;
    private Closeable open;

    /**
     * @param table as settings name it
     * @param id differs from that of every other ingestion's table
     * @param givenNames shared by the tables of an ingestion
     * @param inTransaction whether the rows are to be part of a transaction that the session has
     */
    TableIngest(
            String table,
            String id,
            Object body,
            IngestSettings settings,
            GivenNames givenNames,
            boolean inTransaction) {
        this.schema = WarehouseNames.schemaOf(settings.snowflake());
        this.name = Sql.identifier(table);
        this.id = id;
        this.mode = settings.get(IngestSettings.MODE);
        this.body = body;
        this.open = Inputs.unopened(body);
        this.settings = settings;
        this.givenNames = givenNames;
        this.inTransaction = inTransaction;
        this.copies = new CopyQueue(settings.get(IngestSettings.COPY_CONCURRENCY));
    }

    String schema() {
        return schema;
    }

    /** With its schema, quoted. */
    String sqlName() {
        return schema + '.' + name;
    }

    String exactName() {
        return Sql.unquoted(name);
    }

    /** The temporary table that the files are copied into; in a lent session's transaction the table itself. */
    String stagingName() {
        return isDirect() ? sqlName() : schema + '.' + Sql.quoted("IMEDNET_INGEST_" + id);
    }

    String id() {
        return id;
    }

    /** Whether files are copied right into the table: in a transaction of somebody else's, which DDL would commit. */
    boolean isDirect() {
        return inTransaction && (mode == IngestMode.APPEND || mode == IngestMode.CREATE_APPEND) && exists();
    }

    /** The temporary table is there. */
    void staged() {
        staged = true;
    }

    boolean isStaged() {
        return staged;
    }

    IngestMode mode() {
        return mode;
    }

    /** The table is there, made at that time. */
    void found(String createdOn) {
        created = createdOn;
    }

    boolean exists() {
        return created != null;
    }

    /** When the table was made that is there, or null. */
    @Nullable String created() {
        return created;
    }

    /** The table was missing, and is there now, empty. */
    void made() {
        made = true;
    }

    boolean isMade() {
        return made;
    }

    long bytes() {
        return bytes.sum();
    }

    TableColumns columns() {
        return columns;
    }

    CopyQueue copies() {
        return copies;
    }

    Iterator<FilePart> parts() {
        return parts;
    }

    /** Fails when the rows are to be taken, and not before: a batch that the ledger has needs none. */
    void refuseRows(IngestException why) {
        refusal = why;
    }

    /**
     * Finds the columns: those of a schema, or those that the values show.
     *
     * @param existing the columns of the table, or null if it is not there
     * @throws IngestException if the rows are refused
     */
    void begin(@Nullable Map<String, ColumnType> existing) throws IOException {
        Map<String, ColumnType> kept = existing == null || mode == IngestMode.REPLACE ? Map.of() : existing;
        List<Path> paths = Inputs.files(body);
        for (Path path : paths) {
            read.add(FileState.of(path));
        }
        List<ParquetInput> inputs = parquet(paths);
        RowSource first = null;
        List<Column> found;
        if (paths.isEmpty()) {
            if (refusal != null) {
                throw refusal;
            }
            rowsTaken = true;
            first = Inputs.rows(body, givenNames, kept);
            open = first;
            found = first.columns();
        } else {
            FilesColumns files = new FilesColumns(settings, givenNames, kept);
            found = inputs == null ? files.of(paths) : files.ofParquet(inputs);
        }
        if (found.isEmpty() && !kept.isEmpty()) {
            found = TableColumns.of(kept);
        }
        givenNames.require(found);
        List<Column> source = GivenColumns.applied(found, givenNames.given());
        columns = kept.isEmpty() ? TableColumns.ofNewTable(source) : TableColumns.ofTable(source, kept, sqlName());
        replaced = settings.replacement() == null ? null : ReplacedRows.of(settings.replacement(), columns);
        parts = parts(inputs, first, paths, source);
    }

    /** The rows that go before these come, or null. */
    @Nullable ReplacedRows replaced() {
        return replaced;
    }

    void replaced(int rows) {
        rowsReplaced = rows;
    }

    /** The footers, if all files are Parquet; else null. */
    private static @Nullable List<ParquetInput> parquet(List<Path> paths) throws IOException {
        List<ParquetInput> inputs = new ArrayList<>();
        for (Path path : paths) {
            if (FileFormat.of(path) != FileFormat.PARQUET) {
                return null;
            }
            inputs.add(new ParquetInput(path));
        }
        return inputs.isEmpty() ? null : inputs;
    }

    private Iterator<FilePart> parts(
            @Nullable List<ParquetInput> inputs, @Nullable RowSource first, List<Path> paths, List<Column> source) {
        int targetSize = settings.get(IngestSettings.TARGET_FILE_SIZE);
        boolean decodesTexts = settings.get(IngestSettings.REPLACE_INVALID_CHARACTERS) && columns.hasTexts();
        if (inputs != null && !decodesTexts
                && inputs.stream().allMatch(input -> RowGroups.canBeCopied(input, columns))) {
            return RowGroups.parts(inputs, targetSize).iterator();
        }
        List<OpenRows> sources = new ArrayList<>();
        if (first != null) {
            sources.add(new OpenRows(() -> first, columns));
        }
        Inputs.openers(paths, source, settings).forEach(opener -> sources.add(new OpenRows(opener, columns)));
        RowParts rows = new RowParts(sources, columns.targets(), settings, targetSize);
        Closeable before = open;
        open = () -> {
            rows.close();
            before.close();
        };
        return rows;
    }

    /** A name that no other file has, also not one that had no rows. */
    String nextFileName() {
        return String.format(Locale.ROOT, "%s-%05d.parquet", id, names.incrementAndGet());
    }

    void written(IngestFile file) {
        files.incrementAndGet();
        rowsWritten.add(file.rows());
        bytes.add(file.bytes());
    }

    void copied(long rows) {
        rowsCopied.add(rows);
        copyCount.incrementAndGet();
    }

    long rowsCopied() {
        return rowsCopied.sum();
    }

    long rowsWritten() {
        return rowsWritten.sum();
    }

    /**
     * @param othersInTable rows that do not have the value by which others are replaced
     * @throws IngestException if not every row that was written is in the temporary table, or one does not belong
     *     there, or a file has changed since its columns were found
     */
    void verify(long rowsInTable, long othersInTable) throws IOException {
        for (FileState file : read) {
            file.requireUnchanged();
        }
        if (rowsCopied.sum() != rowsWritten.sum() || rowsInTable != rowsWritten.sum()) {
            throw new IngestException("Of " + rowsWritten.sum() + " rows for " + sqlName() + " COPY loaded "
                    + rowsCopied.sum() + ", and " + rowsInTable + " are there");
        }
        if (replaced != null && othersInTable > 0) {
            throw new IngestException("Of " + rowsInTable + " rows for " + sqlName() + ' ' + othersInTable
                    + " do not have the value of ingest.replace-value in " + replaced.column() + ": the rows that"
                    + " replace those of a value must all have it");
        }
    }

    IngestSummary.Table summary() {
        return new IngestSummary.Table(
                exactName(), mode.key(), rowsWritten.sum(), rowsReplaced, files.get(), bytes.sum(), copyCount.get());
    }

    /** What has the rows, if they were begun, by now or before, and cannot be read again; else null. */
    @Nullable Object rowsReadOnce() {
        boolean used = rowsTaken || refusal != null || Inputs.isArrowReader(body);
        return used && Inputs.isReadOnce(body) ? body : null;
    }

    @Override
    public void close() throws IOException {
        open.close();
    }
}
