package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.config.IngestSettings;
import io.github.imednet.snowflake.types.Column;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Finds the columns of text files from all of their rows, so that a value means the same in the first row of the first
 * file and in the last of the last. The files are read once more for it.
 */
public final class TextColumns {

    private static final int ROWS_AT_A_TIME = 1_000;

    private final IngestSettings settings;
    private final Predicate<String> isKnown;

    /** @param isKnown whether the type of the column of this name is given, so that its values need not be looked at */
    public TextColumns(IngestSettings settings, Predicate<String> isKnown) {
        this.settings = settings;
        this.isKnown = isKnown;
    }

    /**
     * @param files CSV, TSV or JSON lines
     * @return a column for each name that a file has; of JSON lines, that a row has
     */
    public List<Column> of(List<Path> files) throws IOException {
        InferredColumns columns = new InferredColumns(
                files.stream().allMatch(file -> FileFormat.of(file) == FileFormat.JSON_LINES)
                        ? ColumnInference.Source.JSON
                        : ColumnInference.Source.TEXTS);
        for (Path file : files) {
            if (FileFormat.of(file) == FileFormat.JSON_LINES) {
                addObjects(file, columns);
            } else {
                addTexts(file, columns);
            }
        }
        return columns.columns();
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
        try (JsonLines lines = new JsonLines(file)) {
            while (lines.hasNext()) {
                columns.add(lines.next());
            }
        }
    }
}
