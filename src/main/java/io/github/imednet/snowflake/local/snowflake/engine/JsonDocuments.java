package io.github.imednet.snowflake.local.snowflake.engine;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Cuts a file of JSON before the first document that cannot be parsed. */
final class JsonDocuments {

    private JsonDocuments() {}

    /**
     * @param inArray whether documents are the elements of an array, too
     * @return what is wrong with the document that was cut off, and those after it are gone as well
     */
    static Unread cut(Path file, boolean inArray) throws IOException {
        long whole = 0;
        long documents = 0;
        boolean open = false;
        try (JsonParser parser = ExactJson.FACTORY.createParser(file.toFile())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (inArray && !open && token == JsonToken.START_ARRAY) {
                    open = true;
                } else if (open && token == JsonToken.END_ARRAY) {
                    open = false;
                } else {
                    parser.skipChildren();
                    documents++;
                }
                whole = parser.currentLocation().getByteOffset();
            }
            return Unread.NONE;
        } catch (JsonProcessingException e) {
            LoadedFile.Error error = new LoadedFile.Error("Error parsing JSON: " + e.getOriginalMessage(),
                    (long) e.getLocation().getLineNr(), null);
            keep(file, whole, open ? "]" : "");
            return Unread.NONE.and(documents + 1, error);
        }
    }

    private static void keep(Path file, long bytes, String end) throws IOException {
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.truncate(bytes);
        }
        Files.writeString(file, end, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    }
}
