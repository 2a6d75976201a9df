package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.IngestSettings;
import io.github.imednet.snowflake.config.SystemErrors;
import io.github.imednet.snowflake.types.Column;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** The formats of files that can be ingested, known by their names. */
public enum FileFormat {
    PARQUET(".parquet"),
    CSV(".csv", ".csv.gz"),
    TSV(".tsv", ".tsv.gz"),
    JSON_LINES(".ndjson", ".jsonl", ".ndjson.gz", ".jsonl.gz"),
    ARROW(".arrow", ".arrows", ".ipc", ".feather"),
    AVRO(".avro");

    private final List<String> endings;

    FileFormat(String... endings) {
        this.endings = List.of(endings);
    }

    /** @throws ExportConfigurationException if the name tells no known format */
    public static FileFormat of(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        for (FileFormat format : values()) {
            if (format.endings.stream().anyMatch(name::endsWith)) {
                return format;
            }
        }
        throw new ExportConfigurationException(List.of("The name of " + file + " does not end as a format that can"
                + " be ingested: .parquet, .avro, .csv, .tsv, .ndjson, .jsonl (these four also with .gz), .arrow,"
                + " .arrows, .ipc,"
                + " .feather"));
    }

    /** Whether its values have no types but those that they show. */
    public boolean isText() {
        return this == CSV || this == TSV || this == JSON_LINES;
    }

    /**
     * @param columns of a file of JSON lines, which has no columns of its own
     * @throws IngestException if the file is not of its format
     */
    public RowSource open(Path file, List<Column> columns, IngestSettings settings) throws IOException {
        return switch (this) {
            case PARQUET -> new ParquetInput(file).rows();
            case CSV -> new CsvRows(
                    file, settings.get(IngestSettings.CSV_DELIMITER), settings.get(IngestSettings.CSV_NULL));
            case TSV -> new CsvRows(file, '\t', settings.get(IngestSettings.CSV_NULL));
            case JSON_LINES -> {
                JsonLines lines = new JsonLines(file);
                yield MapRows.ofGiven(file.getFileName().toString(), lines, columns, lines);
            }
            case ARROW -> ArrowFiles.open(file);
            case AVRO -> AvroFiles.open(file);
        };
    }

    /** The characters of a text file, unpacked. */
    static Reader characters(Path file) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        try {
            String name = file.getFileName().toString();
            return new Utf8Reader(name.toLowerCase(Locale.ROOT).endsWith(".gz") ? unpacked(bytes, name) : bytes, name);
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    private static InputStream unpacked(InputStream bytes, String name) {
        try {
            return new GZIPInputStream(new BufferedInputStream(bytes, 1 << 16), 1 << 16);
        } catch (EOFException e) {
            throw new IngestException(
                    name + " is truncated: it ends inside of what gzip puts before the text. Get the file anew", e);
        } catch (IOException e) {
            throw new IngestException(name + " is not a readable gzip file: " + SystemErrors.reason(e), e);
        }
    }
}
