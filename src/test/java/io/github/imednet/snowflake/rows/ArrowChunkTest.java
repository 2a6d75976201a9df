package io.github.imednet.snowflake.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.parquet.ColumnFileWriter;
import io.github.imednet.snowflake.parquet.Compression;
import io.github.imednet.snowflake.types.Column;
import io.github.imednet.snowflake.types.ColumnType;
import io.github.imednet.snowflake.types.LogicalType;
import io.github.imednet.snowflake.types.ParquetTypes;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.*;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written from Arrow's vectors by columns is what is written value by value. */
class ArrowChunkTest {

    private static final int ROWS = 5_003;

    @TempDir
    Path directory;

    private final BufferAllocator allocator = new RootAllocator();
    private final List<FieldVector> vectors = new ArrayList<>();
    private final Random random = new Random(7);
    private boolean hasDictionary;

    @AfterEach
    void close() {
        vectors.forEach(FieldVector::close);
        allocator.close();
    }

    @Test
    void everyTypeIsTheSameByColumnsAndByValues() throws Exception {
        addNumbers();
        addTimes();
        addBytes();
        addNested();
        for (Path file : List.of(file(0), file(3), file(100))) {
            List<Column> columns = columns(file);
            assertThat(written(file, columns, true)).isEqualTo(written(file, columns, false)).hasSize(2 * ROWS);
        }
    }

    @Test
    void columnsOfOtherTypesAreTheSameByColumnsAndByValues() throws Exception {
        addNumbers();
        addTimes();
        addBytes();
        Path file = file(3);
        ColumnType text = ColumnType.of(LogicalType.TEXT);
        for (ColumnType to : List.of(text, ColumnType.of(LogicalType.VARIANT))) {
            List<Column> columns = columns(file).stream()
                    .map(column -> column.type().logical() == LogicalType.BINARY ? column : column.as(to))
                    .toList();
            assertThat(written(file, columns, true)).isEqualTo(written(file, columns, false)).hasSize(2 * ROWS);
        }
    }

    @Test
    void unsignedNumbersOfAllSizesAreTheSameInAListAndOutside() throws Exception {
        UInt1Vector plain = add(new UInt1Vector("plain", allocator));
        ListVector list = add(ListVector.empty("list", allocator));
        UnionListWriter writer = list.getWriter();
        for (int row = 0; row < ROWS; row++) {
            plain.setSafe(row, 200);
            writer.setPosition(row);
            writer.startList();
            writer.uInt1().writeUInt1((byte) 200);
            writer.endList();
        }
        Path file = file(0);

        assertThat(written(file, columns(file), true)).allMatch(row -> row.equals("[200,\"[200]\"]"));
    }

    @Test
    void aValueThatTheColumnCannotHoldIsNamedByItsRow() throws Exception {
        DecimalVector decimals = add(new DecimalVector("d", allocator, 20, 2));
        DateDayVector days = add(new DateDayVector("day", allocator));
        for (int row = 0; row < ROWS; row++) {
            decimals.setSafe(row, new BigDecimal(row + ".25"));
            days.setSafe(row, row == 4_500 ? 10_000_000 : row);
        }
        decimals.setSafe(3_000, new BigDecimal("12345.67"));
        Path file = file(0);
        Column narrow = new Column("D", ColumnType.number(6, 2));
        Column day = new Column("DAY", ColumnType.of(LogicalType.DATE));

        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> written(file, List.of(narrow, day), true))
                .withMessageContaining("Column D of row 3001 of rows")
                .withMessageContaining("more digits before the point than NUMBER(6,2) has");
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> written(file, List.of(narrow.as(ColumnType.number(8, 2)), day), true))
                .withMessageContaining("Column DAY of row 4501 of rows")
                .withMessageContaining("outside of the years 1 to 9999");
    }

    @Test
    void aTextThatEndsInsideOfACharacterIsNoneThoughTheNextOneGoesOnWithIt() throws Exception {
        VarCharVector texts = add(new VarCharVector("t", allocator));
        byte[] letter = "\u00e9".getBytes(StandardCharsets.UTF_8);
        for (int row = 0; row < ROWS; row++) {
            texts.setSafe(row, row == 2_000 || row == 2_001 ? new byte[] {letter[row - 2_000]} : letter);
        }
        Path file = file(0);

        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> written(file, columns(file), true))
                .withMessageContaining("row 2001 of rows")
                .withMessageContaining("not valid in UTF-8");
    }

    private void addNumbers() {
        TinyIntVector tiny = add(new TinyIntVector("i1", allocator));
        SmallIntVector small = add(new SmallIntVector("i2", allocator));
        IntVector whole = add(new IntVector("i4", allocator));
        BigIntVector big = add(new BigIntVector("i8", allocator));
        UInt1Vector unsigned1 = add(new UInt1Vector("u1", allocator));
        UInt2Vector unsigned2 = add(new UInt2Vector("u2", allocator));
        UInt4Vector unsigned4 = add(new UInt4Vector("u4", allocator));
        UInt8Vector unsigned8 = add(new UInt8Vector("u8", allocator));
        Float4Vector single = add(new Float4Vector("f4", allocator));
        Float8Vector real = add(new Float8Vector("f8", allocator));
        BitVector truth = add(new BitVector("bool", allocator));
        DecimalVector money = add(new DecimalVector("d12", allocator, 12, 2));
        DecimalVector long19 = add(new DecimalVector("d19", allocator, 19, 0));
        DecimalVector long38 = add(new DecimalVector("d38", allocator, 38, 10));
        Decimal256Vector wide = add(new Decimal256Vector("w30", allocator, 30, 5));
        for (int row = 0; row < ROWS; row++) {
            long number = random.nextLong() >> random.nextInt(Long.SIZE);
            tiny.setSafe(row, (byte) number);
            small.setSafe(row, (short) number);
            whole.setSafe(row, (int) number);
            big.setSafe(row, number);
            unsigned1.setSafe(row, (byte) number);
            unsigned2.setSafe(row, (short) number);
            unsigned4.setSafe(row, (int) number);
            unsigned8.setSafe(row, number);
            single.setSafe(row, Float.intBitsToFloat((int) number));
            real.setSafe(row, Double.longBitsToDouble(number));
            truth.setSafe(row, (int) number & 1);
            money.setSafe(row, BigDecimal.valueOf(number % 1_000_000_000_000L, 2));
            long19.setSafe(row, new BigDecimal(BigInteger.valueOf(number)));
            long38.setSafe(row, new BigDecimal(new BigInteger(126, random).multiply(BigInteger.valueOf(row % 2 - 1L))
                    .mod(BigInteger.TEN.pow(38)).subtract(BigInteger.valueOf(number)).mod(BigInteger.TEN.pow(38)), 10));
            wide.setSafe(row, BigDecimal.valueOf(number, 5));
        }
    }

    private void addTimes() {
        DateDayVector day = add(new DateDayVector("date32", allocator));
        DateMilliVector milliDay = add(new DateMilliVector("date64", allocator));
        TimeSecVector second = add(new TimeSecVector("time_s", allocator));
        TimeMilliVector milli = add(new TimeMilliVector("time_ms", allocator));
        TimeMicroVector micro = add(new TimeMicroVector("time_us", allocator));
        TimeNanoVector nano = add(new TimeNanoVector("time_ns", allocator));
        TimeStampSecVector wallSecond = add(new TimeStampSecVector("wall_s", allocator));
        TimeStampMicroVector wallMicro = add(new TimeStampMicroVector("wall_us", allocator));
        TimeStampNanoVector wallNano = add(new TimeStampNanoVector("wall_ns", allocator));
        TimeStampMilliTZVector momentMilli = add(new TimeStampMilliTZVector("moment_ms", allocator, "UTC"));
        TimeStampNanoTZVector momentNano = add(new TimeStampNanoTZVector("moment_ns", allocator, "Europe/Berlin"));
        for (int row = 0; row < ROWS; row++) {
            int days = random.nextInt(3_600_000) - 719_162;
            day.setSafe(row, days);
            milliDay.setSafe(row, days * 86_400_000L);
            int seconds = random.nextInt(86_400);
            second.setSafe(row, seconds);
            milli.setSafe(row, seconds * 1_000 + row % 1_000);
            micro.setSafe(row, seconds * 1_000_000L + row);
            nano.setSafe(row, seconds * 1_000_000_000L + row);
            wallSecond.setSafe(row, days * 86_400L + seconds);
            wallMicro.setSafe(row, (days * 86_400L + seconds) * 1_000_000 + row);
            wallNano.setSafe(row, random.nextLong());
            momentMilli.setSafe(row, (days * 86_400L + seconds) * 1_000 + row % 1_000);
            momentNano.setSafe(row, random.nextLong());
        }
    }

    private void addBytes() {
        VarCharVector text = add(new VarCharVector("utf8", allocator));
        LargeVarCharVector large = add(new LargeVarCharVector("large_utf8", allocator));
        VarBinaryVector binary = add(new VarBinaryVector("binary", allocator));
        LargeVarBinaryVector largeBinary = add(new LargeVarBinaryVector("large_binary", allocator));
        FixedSizeBinaryVector fixed = add(new FixedSizeBinaryVector("fixed", allocator, 3));
        for (int row = 0; row < ROWS; row++) {
            String some = row % 7 == 0 ? "" : "text " + row % 50 + (row % 3 == 0 ? " \u00e9\ud83d\ude00" : "");
            text.setSafe(row, some.getBytes(StandardCharsets.UTF_8));
            large.setSafe(row, some.repeat(row % 4).getBytes(StandardCharsets.UTF_8));
            byte[] bytes = new byte[random.nextInt(9)];
            random.nextBytes(bytes);
            binary.setSafe(row, bytes);
            largeBinary.setSafe(row, bytes);
            fixed.setSafe(row, new byte[] {(byte) row, 0, (byte) -row});
        }
    }

    private void addNested() {
        ListVector list = add(ListVector.empty("list", allocator));
        UnionListWriter writer = list.getWriter();
        for (int row = 0; row < ROWS; row++) {
            writer.setPosition(row);
            writer.startList();
            for (int i = 0; i < row % 4; i++) {
                writer.bigInt().writeBigInt(row);
            }
            writer.endList();
        }
        add(new NullVector("nothing"));
        hasDictionary = true;
    }

    private <T extends FieldVector> T add(T vector) {
        vector.setInitialCapacity(ROWS);
        vector.allocateNew();
        vectors.add(vector);
        return vector;
    }

    /** A stream of two batches. Some rows lose their value, with its bytes left where they are. */
    private Path file(int nullsInHundred) throws IOException {
        for (FieldVector vector : vectors) {
            vector.setValueCount(ROWS);
            if (vector instanceof BaseFixedWidthVector || vector instanceof BaseVariableWidthVector) {
                for (int row = 0; row < ROWS; row++) {
                    if (random.nextInt(100) < nullsInHundred) {
                        BitVectorHelper.unsetBit(vector.getValidityBuffer(), row);
                    }
                }
            }
        }
        Path file = directory.resolve("rows" + nullsInHundred + ".arrows");
        DictionaryProvider.MapDictionaryProvider dictionaries = new DictionaryProvider.MapDictionaryProvider();
        try (VarCharVector words = new VarCharVector("words", allocator);
                VarCharVector sides = new VarCharVector("sides", allocator)) {
            for (int row = 0; row < ROWS; row++) {
                sides.setSafe(row, (row % 3 == 0 ? "left" : "right").getBytes(StandardCharsets.UTF_8));
            }
            sides.setValueCount(ROWS);
            words.setSafe(0, "left".getBytes(StandardCharsets.UTF_8));
            words.setSafe(1, "right".getBytes(StandardCharsets.UTF_8));
            words.setValueCount(2);
            Dictionary dictionary = new Dictionary(words, new DictionaryEncoding(1, false, null));
            dictionaries.put(dictionary);
            try (FieldVector encoded = (FieldVector) DictionaryEncoder.encode(sides, dictionary)) {
                List<FieldVector> all = new ArrayList<>(vectors);
                if (hasDictionary) {
                    all.add(encoded);
                }
                write(file, all, dictionaries);
            }
        }
        return file;
    }

    private static void write(Path file, List<FieldVector> vectors, DictionaryProvider dictionaries)
            throws IOException {
        // Whoever added the vectors closes them.
        VectorSchemaRoot root = new VectorSchemaRoot(vectors);
        root.setRowCount(ROWS);
        try (ArrowStreamWriter writer =
                new ArrowStreamWriter(root, dictionaries, Channels.newChannel(Files.newOutputStream(file)))) {
            writer.start();
            writer.writeBatch();
            writer.writeBatch();
            writer.end();
        }
    }

    private static List<Column> columns(Path file) throws IOException {
        try (RowSource rows = ArrowFiles.open(file)) {
            return rows.columns();
        }
    }

    /** The rows of a Parquet file that the rows of an Arrow file were written to, 777 at a time. */
    private List<String> written(Path arrow, List<Column> columns, boolean byColumns) throws IOException {
        Path file = directory.resolve("rows.parquet");
        Files.deleteIfExists(file);
        MessageType schema = new MessageType("rows", columns.stream().map(ParquetTypes::written).toArray(Type[]::new));
        try (RowSource source = ArrowFiles.open(arrow);
                ColumnFileWriter writer = new ColumnFileWriter(
                        new LocalOutputFile(file), schema, new Compression(CompressionCodecName.ZSTD, 0), 1 << 20)) {
            long row = 1;
            for (RowChunk chunk = next(source, byColumns, row); chunk != null; ) {
                for (int i = 0; i < columns.size(); i++) {
                    chunk.write(i, new WrittenColumn(columns.get(i), writer.column(i), false));
                }
                writer.endRows(chunk.rows());
                row += chunk.rows();
                chunk.close();
                chunk = next(source, byColumns, row);
            }
            writer.end();
        }
        return read(file);
    }

    private static RowChunk next(RowSource source, boolean byColumns, long row) throws IOException {
        if (byColumns) {
            return source.take(777, row);
        }
        List<Object[]> rows = source.next(777);
        return rows.isEmpty() ? null : new ObjectRows(source.name(), false, row, rows);
    }

    private static List<String> read(Path file) throws IOException {
        List<String> rows = new ArrayList<>();
        try (RowSource source = new ParquetInput(file).rows()) {
            for (List<Object[]> next = source.next(1_000); !next.isEmpty(); next = source.next(1_000)) {
                next.forEach(row -> rows.add(JsonText.asText(Arrays.asList(row))));
            }
        }
        return rows;
    }
}
