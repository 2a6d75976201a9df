package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.config.IngestSettings;
import io.github.imednet.snowflake.types.Column;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the columns of text files from all of their rows, so that a value means the same in the first row of the first
 * file and in the last of the last. The files are read once more for it.
 */
public final class TextColumns {

    private static final int ROWS_AT_A_TIME = 1_000;

    private final IngestSettings settings;
    private final UnaryOperator<String> identifier;
    private final Predicate<String> isKnown;

    /**
     * @param identifier what a name means in Snowflake, in quotes
     * @param isKnown whether the type of the column of this name is given, so that its values need not be looked at
     */
    public TextColumns(IngestSettings settings, UnaryOperator<String> identifier, Predicate<String> isKnown) {
        this.settings = settings;
        this.identifier = identifier;
        this.isKnown = isKnown;
    }

    /**
     * Reads several files at a time, each of which tells something of the columns.
     *
     * @param files CSV, TSV or JSON lines
     * @return a column for each name that a file has; of JSON lines, that a row has
     */
    public List<Column> of(List<Path> files) throws IOException {
        ColumnInference.Source source = files.stream().allMatch(TextColumns::isJson)
                ? ColumnInference.Source.JSON
                : ColumnInference.Source.TEXTS;
        InferredColumns columns = new InferredColumns(source, identifier);
        ExecutorService readers = Executors.newFixedThreadPool(settings.get(IngestSettings.WRITER_CONCURRENCY));
        try {
            List<Future<InferredColumns>> all =
                    files.stream().map(file -> readers.submit(() -> read(file, source))).toList();
            for (Future<InferredColumns> one : all) {
                columns.addAll(one.get());
            }
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The types of the columns were being found");
        } finally {
            readers.shutdownNow();
        }
        return columns.columns();
    }

    private static boolean isJson(Path file) {
        return FileFormat.of(file) == FileFormat.JSON_LINES;
    }

    private static IOException failure(@Nullable Throwable cause) {
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException failure ? failure : new IOException(cause);
    }

    private InferredColumns read(Path file, ColumnInference.Source source) throws IOException {
        InferredColumns columns = new InferredColumns(source, identifier);
        if (isJson(file)) {
            addObjects(file, columns);
        } else {
            addTexts(file, columns);
        }
        return columns;
    }

    private void addTexts(Path file, InferredColumns columns) throws IOException {
        try (RowSource rows = FileFormat.of(file).open(file, List.of(), settings)) {
            List<ColumnInference> inferences = rows.columns().stream()
                    .map(column -> columns.inference(column.name()))
                    .toList();
            int[] wanted = IntStream.range(0, inferences.size())
                    .filter(i -> !isKnown.test(rows.columns().get(i).name()))
                    .toArray();
            List<Object[]> next = wanted.length == 0 ? List.of() : rows.next(ROWS_AT_A_TIME);
            while (!next.isEmpty()) {
                for (Object[] row : next) {
                    for (int i : wanted) {
                        inferences.get(i).addText((String) row[i]);
                    }
                }
                next = rows.next(ROWS_AT_A_TIME);
            }
        }
    }

    private void addObjects(Path file, InferredColumns columns) throws IOException {
        Map<String, Boolean> areKnown = new HashMap<>();
        try (JsonLines lines = new JsonLines(file)) {
            while (lines.hasNext()) {
                lines.next(key -> !areKnown.computeIfAbsent(key, isKnown::test))
                        .forEach((key, value) -> columns.inference(key).add(value));
            }
        }
    }
}
