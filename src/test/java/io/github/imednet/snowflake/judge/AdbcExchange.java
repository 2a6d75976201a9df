package io.github.imednet.snowflake.judge;

import io.github.imednet.snowflake.adbc.SnowflakeDriver;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.arrow.adbc.core.AdbcConnection;
import org.apache.arrow.adbc.core.AdbcDatabase;
import org.apache.arrow.adbc.core.AdbcStatement;
import org.apache.arrow.adbc.core.BulkIngestMode;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.apache.arrow.vector.complex.impl.UnionMapWriter;
import org.apache.arrow.vector.complex.writer.BaseWriter;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;

/** The Java side of an exchange of tables between the two ADBC drivers: {@code adbc_exchange.py} is the other. */
final class AdbcExchange {

    private static final long MOMENT = 1_709_210_096_789_012L;
    private static final int NANOS_OF_MICRO = 1_000;

    private final Path directory;
    private final int port;

    AdbcExchange(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /** Puts rows of every type into the file rows.arrow, and by each mode into the table BY_JAVA. */
    void write() throws Exception {
        try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot rows = rows(allocator);
                OutputStream bytes = Files.newOutputStream(directory.resolve("rows.arrow"));
                ArrowStreamWriter file = new ArrowStreamWriter(rows, null, bytes);
                AdbcDatabase database = open(allocator);
                AdbcConnection connection = database.connect()) {
            file.writeBatch();
            for (BulkIngestMode mode : List.of(BulkIngestMode.CREATE, BulkIngestMode.APPEND, BulkIngestMode.REPLACE,
                    BulkIngestMode.CREATE_APPEND)) {
                try (AdbcStatement ingest = connection.bulkIngest("BY_JAVA", mode)) {
                    ingest.bind(rows);
                    ingest.executeUpdate();
                }
            }
            try (AdbcStatement documents = connection.createStatement()) {
                documents.setSqlQuery("CREATE TABLE DOCUMENTS AS SELECT 1 AS ID,"
                        + " PARSE_JSON('{\"b\": [1, 2.50, null, \"é\"], \"a\": {\"c\": true}}') AS V,"
                        + " OBJECT_CONSTRUCT('k', 1) AS O, ARRAY_CONSTRUCT(1, 'two') AS A");
                documents.executeUpdate();
            }
        }
    }

    private AdbcDatabase open(BufferAllocator allocator) throws Exception {
        return new SnowflakeDriver(allocator).open(Map.of(
                "uri", "LOADER:local-password@127.0.0.1:" + port + "/IMEDNET/PUBLIC?account=local&protocol=http"
                        + "&warehouse=COMPUTE_WH"));
    }

    /** Two rows, and one of nothing but null. */
    private static VectorSchemaRoot rows(BufferAllocator allocator) {
        List<FieldVector> columns = List.of(
                new BigIntVector("ID", allocator), new Float8Vector("RATIO", allocator),
                new DecimalVector("AMOUNT", allocator, 38, 10), new VarCharVector("NAME", allocator),
                new BitVector("FLAG", allocator), new VarBinaryVector("BYTES", allocator),
                new DateDayVector("DAY", allocator), new TimeMicroVector("HOUR", allocator),
                new TimeStampMicroVector("MOMENT", allocator),
                new TimeStampMicroTZVector("INSTANT", allocator, "Europe/Berlin"),
                ListVector.empty("TAGS", allocator), StructVector.empty("SHAPE", allocator),
                MapVector.empty("NOTES", allocator, false));
        for (int i = 0; i < 2; i++) {
            ((BigIntVector) columns.get(0)).setSafe(i, i == 0 ? Long.MIN_VALUE : Long.MAX_VALUE);
            ((Float8Vector) columns.get(1)).setSafe(i, i == 0 ? 0.1 : Double.NEGATIVE_INFINITY);
            ((DecimalVector) columns.get(2))
                    .setSafe(i, new BigDecimal(i == 0 ? "1234567890123456789012345678.0123456789" : "-0.0000000001"));
            ((VarCharVector) columns.get(3)).setSafe(i, (i == 0 ? "zwölf 😀" : "").getBytes(StandardCharsets.UTF_8));
            ((BitVector) columns.get(4)).setSafe(i, i);
            ((VarBinaryVector) columns.get(5)).setSafe(i, i == 0 ? new byte[] {0, -1} : new byte[0]);
            ((DateDayVector) columns.get(6)).setSafe(i, i == 0 ? 19_782 : -1);
            ((TimeMicroVector) columns.get(7)).setSafe(i, i == 0 ? 86_399_999_999L : 0);
            ((TimeStampMicroVector) columns.get(8)).setSafe(i, i == 0 ? MOMENT : -1);
            ((TimeStampMicroTZVector) columns.get(9)).setSafe(i, i == 0 ? MOMENT : -1);
        }
        fillNested((ListVector) columns.get(10), (StructVector) columns.get(11), (MapVector) columns.get(12));
        columns.forEach(column -> column.setNull(2));
        VectorSchemaRoot root = new VectorSchemaRoot(columns);
        root.setRowCount(3);
        return root;
    }

    /** The first row with values and nulls in them, the second empty. */
    private static void fillNested(ListVector tags, StructVector shape, MapVector notes) {
        UnionListWriter list = tags.getWriter();
        BaseWriter.StructWriter struct = shape.getWriter();
        UnionMapWriter map = notes.getWriter();
        for (int i = 0; i < 2; i++) {
            list.setPosition(i);
            list.startList();
            struct.setPosition(i);
            struct.start();
            map.setPosition(i);
            map.startMap();
            if (i == 0) {
                list.writeVarChar("zwölf \"😀\"");
                list.writeNull();
                struct.bigInt("x").writeBigInt(Long.MAX_VALUE);
                struct.varChar("label").writeVarChar("é");
                map.startEntry();
                map.key().varChar().writeVarChar("a b");
                map.value().float8().writeFloat8(0.5);
                map.endEntry();
            }
            map.endMap();
            struct.end();
            list.endList();
        }
    }

    /**
     * A table as the driver for Java reads it: a line for the types of its columns, but for the unit of times, and one
     * for each row.
     */
    List<String> read(String table) throws Exception {
        try (BufferAllocator allocator = new RootAllocator();
                AdbcDatabase database = open(allocator);
                AdbcConnection connection = database.connect();
                AdbcStatement select = connection.createStatement()) {
            select.setSqlQuery("SELECT * FROM " + table + " ORDER BY ID NULLS LAST");
            try (AdbcStatement.QueryResult result = select.executeQuery()) {
                return lines(result.getReader());
            }
        }
    }

    /** The same as the other driver has read it, from its file. */
    List<String> readByGo(String table) throws Exception {
        try (BufferAllocator allocator = new RootAllocator();
                InputStream bytes = Files.newInputStream(directory.resolve(table + ".arrow"));
                ArrowReader reader = new ArrowStreamReader(bytes, allocator)) {
            return lines(reader);
        }
    }

    private static List<String> lines(ArrowReader reader) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(reader.getVectorSchemaRoot().getSchema().getFields().stream()
                .map(field -> field.getName() + ' ' + field.getType())
                .toList()
                .toString()
                .replaceAll("NANOSECOND|MICROSECOND", "unit"));
        while (reader.loadNextBatch()) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            for (int i = 0; i < root.getRowCount(); i++) {
                int row = i;
                lines.add(root.getFieldVectors().stream().map(vector -> text(vector, row)).toList().toString());
            }
        }
        return lines;
    }

    /** Times and moments in nanoseconds, whatever their unit. */
    private static String text(FieldVector vector, int row) {
        Object value = vector.getObject(row);
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        boolean micros = vector instanceof TimeMicroVector || vector instanceof TimeStampMicroTZVector;
        return micros && value != null ? Long.toString((Long) value * NANOS_OF_MICRO) : String.valueOf(value);
    }
}
