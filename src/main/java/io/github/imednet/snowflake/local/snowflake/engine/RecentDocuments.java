package io.github.imednet.snowflake.local.snowflake.engine;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The members of the documents that a thread has read last. DuckDB evaluates a query's columns one after another for
 * some documents at a time: a view of a form would parse each of them for each of its columns.
 */
final class RecentDocuments {

    /** As many as DuckDB has rows in a chunk. */
    private static final int MOST = 2048;

    /** Characters of a document that is remembered, to limit what a thread holds. */
    private static final int LONGEST = 1 << 14;

    private static final ThreadLocal<Map<String, Map<String, String>>> RECENT =
            ThreadLocal.withInitial(() -> new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Map<String, String>> eldest) {
                    return size() > MOST;
                }
            });

    private RecentDocuments() {}

    static boolean isRemembered(String json) {
        return json.length() <= LONGEST;
    }

    /** The object's members as they are written, by name, the first of several of a name; none if it is no object. */
    static Map<String, String> members(String json) throws IOException {
        Map<String, Map<String, String>> recent = RECENT.get();
        Map<String, String> members = recent.get(json);
        if (members == null) {
            members = read(json);
            recent.put(json, members);
        }
        return members;
    }

    private static Map<String, String> read(String json) throws IOException {
        Map<String, String> members = new HashMap<>();
        try (JsonParser parser = ExactJson.parser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return members;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                int start = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                parser.finishToken();
                members.putIfAbsent(name, json.substring(start, (int) parser.currentLocation().getCharOffset()));
            }
        }
        return members;
    }
}
