package io.github.imednet.snowflake.query;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a result is written as. */
public enum ResultFormat {
    TABLE {
        @Override
        long write(QueryRows rows, OutputStream output, String timestampUnit) throws IOException {
            return new TableWriter(output).write(rows);
        }
    },
    CSV {
        @Override
        long write(QueryRows rows, OutputStream output, String timestampUnit) throws IOException {
            return new CsvWriter(output).write(rows);
        }
    },
    NDJSON {
        @Override
        long write(QueryRows rows, OutputStream output, String timestampUnit) throws IOException {
            return new NdjsonWriter(output).write(rows);
        }
    },
    PARQUET {
        @Override
        long write(QueryRows rows, OutputStream output, String timestampUnit) throws IOException {
            return new ParquetResult(output, timestampUnit).write(rows);
        }
    };

    /**
     * Writes all rows; the output stays open.
     *
     * @return how many there were
     */
    abstract long write(QueryRows rows, OutputStream output, String timestampUnit) throws IOException;

    /** @throws ExportConfigurationException naming the formats there are, if it is none of them */
    public static ResultFormat of(String name) {
        return Arrays.stream(values())
                .filter(format -> format.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new ExportConfigurationException(
                        List.of("The format is none of " + names() + ": see the header format or --format")));
    }

    private static String names() {
        return Arrays.stream(values())
                .map(format -> format.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
