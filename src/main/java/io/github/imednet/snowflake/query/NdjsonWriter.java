package io.github.imednet.snowflake.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;

/**
 * A result as a JSON object a line. Numbers keep every digit; documents are JSON inside the object and not text; what
 * JSON has no form for (dates, times, binary, NaN, infinity) is a text.
 */
final class NdjsonWriter {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final OutputStream output;

    NdjsonWriter(OutputStream output) {
        this.output = output;
    }

    long write(QueryRows rows) throws IOException {
        long count = 0;
        try (JsonGenerator json = JSON.createGenerator(output).setPrettyPrinter(new MinimalPrettyPrinter("\n"))) {
            for (; rows.hasNext(); count++) {
                write(json, rows.columns(), rows.nextValues());
            }
            if (count > 0) {
                json.writeRaw('\n');
            }
        }
        return count;
    }

    private static void write(JsonGenerator json, List<ResultColumn> columns, Object[] values) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < values.length; i++) {
            json.writeFieldName(columns.get(i).name());
            write(json, columns.get(i), values[i]);
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, ResultColumn column, Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Double number && Double.isFinite(number)) {
            json.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (isDocument(column)) {
            json.writeRawValue(document((String) value));
        } else {
            json.writeString(ValueText.of(value));
        }
    }

    private static boolean isDocument(ResultColumn column) {
        return column.type().logical().isSemiStructured();
    }

    /**
     * Snowflake breaks documents into lines, and shows in them what JSON does not have: {@code undefined} where an
     * array has no element. What no parser takes stays a text.
     */
    private static String document(String text) throws IOException {
        StringWriter line = new StringWriter(text.length());
        try (JsonParser parser = JSON.createParser(text);
                JsonGenerator json = JSON.createGenerator(line)) {
            while (parser.nextToken() != null) {
                copy(parser, json);
            }
        } catch (JsonProcessingException e) {
            return quoted(text);
        }
        return line.toString();
    }

    private static void copy(JsonParser parser, JsonGenerator json) throws IOException {
        switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                if (parser.isNaN()) {
                    json.writeString(parser.getText());
                } else {
                    json.writeNumber(parser.getText());
                }
            }
            default -> json.copyCurrentEvent(parser);
        }
    }

    private static String quoted(String text) throws IOException {
        StringWriter line = new StringWriter(text.length() + 2);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeString(text);
        }
        return line.toString();
    }
}
