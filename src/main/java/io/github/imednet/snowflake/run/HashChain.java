package io.github.imednet.snowflake.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON lines of which each carries, as its last field, the SHA-256 of the one before. */
final class HashChain {

    static final String START = "0".repeat(64);
    static final String PREVIOUS = "previous";

    private static final ObjectMapper JSON = new ObjectMapper();

    private HashChain() {}

    static String line(Map<String, Object> fields, String previous) {
        Map<String, Object> line = new LinkedHashMap<>(fields);
        line.put(PREVIOUS, previous);
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A map of texts and numbers cannot be written as JSON", e);
        }
    }

    static String hash(String line) {
        return hash(line.getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
