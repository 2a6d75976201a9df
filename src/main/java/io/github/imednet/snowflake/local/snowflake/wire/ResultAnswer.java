package io.github.imednet.snowflake.local.snowflake.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.imednet.snowflake.local.snowflake.engine.Column;
import io.github.imednet.snowflake.local.snowflake.engine.EngineSession.Description;
import io.github.imednet.snowflake.local.snowflake.engine.ResultChunk;
import io.github.imednet.snowflake.local.snowflake.engine.StatementResult;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The rows of a statement, in JSON or Arrow, or its columns alone. Of a large result only the first rows are in the
 * answer itself; the others are in chunks, whose addresses it has.
 */
final class ResultAnswer {

    private ResultAnswer() {}

    /** @param server the address that the client has of this server */
    static Answer of(Execution execution, Execution.Outcome outcome, String server) {
        StatementResult result = outcome.result();
        return Answers.success(json -> {
            json.writeStartObject();
            Answers.writeParameters(json, outcome.parameters());
            writeHead(json, execution.queryId(), result.type(), result.columns(), outcome.format());
            json.writeStringField("finalDatabaseName", outcome.database());
            json.writeStringField("finalSchemaName", outcome.schema());
            json.writeStringField("finalWarehouseName", outcome.warehouse());
            json.writeStringField("finalRoleName", outcome.role());
            json.writeNumberField("numberOfBinds", 0);
            json.writeBooleanField("arrayBindSupported", false);
            writeParts(json, execution.parts());
            writeTotal(json, result.rowCount());
            if (outcome.format() == ResultFormat.ARROW) {
                json.writeBinaryField("rowsetBase64", ArrowRows.of(result).first());
            } else {
                writeRows(json, result.rows());
            }
            writeChunks(json, execution, result.chunks(), server);
            json.writeEndObject();
        });
    }

    /** What a statement would answer, and how many values it needs; a batch of inserts may come in one request. */
    static Answer of(Description description) {
        return Answers.success(json -> {
            json.writeStartObject();
            writeHead(json, UUID.randomUUID().toString(), description.type(), description.columns(), ResultFormat.JSON);
            json.writeNumberField("numberOfBinds", description.bindings());
            json.writeBooleanField("arrayBindSupported", description.type() == StatementType.INSERT);
            json.writeArrayFieldStart("metaDataOfBinds");
            for (int bind = 1; bind <= description.bindings(); bind++) {
                writeColumn(json, Column.text(String.valueOf(bind)));
            }
            json.writeEndArray();
            writeTotal(json, 0);
            writeRows(json, List.of());
            json.writeEndObject();
        });
    }

    private static void writeHead(
            JsonGenerator json, String queryId, StatementType type, List<Column> columns, ResultFormat format)
            throws IOException {
        json.writeStringField("queryId", queryId);
        json.writeNumberField("statementTypeId", type.id());
        json.writeNumberField("version", 1);
        json.writeStringField("queryResultFormat", format.wireName());
        json.writeArrayFieldStart("rowtype");
        for (Column column : columns) {
            writeColumn(json, column);
        }
        json.writeEndArray();
    }

    /** Of several statements in a request clients ask the results one by one. */
    private static void writeParts(JsonGenerator json, List<Execution> parts) throws IOException {
        if (!parts.isEmpty()) {
            json.writeStringField(
                    "resultIds", parts.stream().map(Execution::queryId).collect(Collectors.joining(",")));
            json.writeStringField("resultTypes", parts.stream()
                    .map(part -> String.valueOf(part.type().id()))
                    .collect(Collectors.joining(",")));
        }
    }

    private static void writeColumn(JsonGenerator json, Column column) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", column.name());
        json.writeStringField("database", "");
        json.writeStringField("schema", "");
        json.writeStringField("table", "");
        json.writeStringField("type", column.type());
        json.writeBooleanField("nullable", column.nullable());
        json.writeNumberField("precision", column.precision());
        json.writeNumberField("scale", column.scale());
        json.writeNumberField("length", column.length());
        json.writeNumberField("byteLength", column.byteLength());
        json.writeNullField("collation");
        json.writeEndObject();
    }

    /** As on Snowflake, chunks are read without a login, by whoever has the key that comes with their addresses. */
    private static void writeChunks(JsonGenerator json, Execution execution, List<ResultChunk> chunks, String server)
            throws IOException {
        if (chunks.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("chunks");
        for (int number = 0; number < chunks.size(); number++) {
            ResultChunk chunk = chunks.get(number);
            json.writeStartObject();
            json.writeStringField("url", server + ChunkEndpoint.path(execution, number));
            json.writeNumberField("rowCount", chunk.rowCount());
            json.writeNumberField("compressedSize", chunk.compressedSize());
            json.writeNumberField("uncompressedSize", chunk.uncompressedSize());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("chunkHeaders");
        json.writeStringField(ChunkEndpoint.KEY_HEADER, execution.resultKey());
        json.writeEndObject();
    }

    private static void writeTotal(JsonGenerator json, long total) throws IOException {
        json.writeNumberField("total", total);
        json.writeNumberField("returned", total);
    }

    private static void writeRows(JsonGenerator json, List<List<String>> rows) throws IOException {
        json.writeArrayFieldStart("rowset");
        for (List<String> row : rows) {
            json.writeStartArray();
            for (String value : row) {
                json.writeString(value);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }
}
