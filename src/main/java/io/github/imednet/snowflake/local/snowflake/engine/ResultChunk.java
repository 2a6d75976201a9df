package io.github.imednet.snowflake.local.snowflake.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Rows of a result that are too many for the answer itself: a file in gzip with a JSON array for each row, with commas
 * between but no brackets around all of them, as drivers download it.
 *
 * @param longest the characters of the longest value of each column
 */
public record ResultChunk(
        Path file, int rowCount, long compressedSize, long uncompressedSize, List<Integer> longest) {

    private static final JsonFactory JSON = new JsonFactory();

    /** Takes rows one by one, each value as the wire wants it. */
    public interface RowReader {
        void read(List<String> row) throws IOException;
    }

    List<List<String>> rows() throws SqlFailure {
        List<List<String>> rows = new ArrayList<>(rowCount);
        try {
            read(rows::add);
            return rows;
        } catch (IOException e) {
            throw Failures.internal("cannot read a chunk of a result", e);
        }
    }

    /** Reads the rows in their order. */
    public void read(RowReader reader) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
                JsonParser json = JSON.createParser(new SequenceInputStream(Collections.enumeration(
                        List.of(bracket("["), in, bracket("]")))))) {
            json.nextToken();
            while (json.nextToken() == JsonToken.START_ARRAY) {
                List<String> row = new ArrayList<>(longest.size());
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    row.add(json.currentToken() == JsonToken.VALUE_NULL ? null : json.getText());
                }
                reader.read(row);
            }
        }
    }

    private static InputStream bracket(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}
