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
 */
public record ResultChunk(Path file, int rowCount, long compressedSize, long uncompressedSize) {

    private static final JsonFactory JSON = new JsonFactory();

    List<List<String>> rows() throws SqlFailure {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
                JsonParser json = JSON.createParser(new SequenceInputStream(Collections.enumeration(
                        List.of(bracket("["), in, bracket("]")))))) {
            List<List<String>> rows = new ArrayList<>(rowCount);
            json.nextToken();
            while (json.nextToken() == JsonToken.START_ARRAY) {
                List<String> row = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    row.add(json.currentToken() == JsonToken.VALUE_NULL ? null : json.getText());
                }
                rows.add(row);
            }
            return rows;
        } catch (IOException e) {
            throw Failures.internal("cannot read a chunk of a result", e);
        }
    }

    private static InputStream bracket(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}
