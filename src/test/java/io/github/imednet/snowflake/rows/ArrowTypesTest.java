package io.github.imednet.snowflake.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.ingest.Ingests;
import java.math.BigDecimal;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeSecVector;
import org.apache.arrow.vector.TimeStampMilliTZVector;
import org.apache.arrow.vector.TimeStampSecVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.complex.impl.NullableStructWriter;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Arrow's own types, through Parquet and COPY. */
class ArrowTypesTest {

    @RegisterExtension
    static final Ingests snowflake = new Ingests();

    @Test
    void datesAndTimesOfEveryUnitStayTheSame() throws Exception {
        try (BufferAllocator allocator = new RootAllocator();
                DateMilliVector day = new DateMilliVector("day", allocator);
                TimeSecVector second = new TimeSecVector("second", allocator);
                TimeMilliVector milli = new TimeMilliVector("milli", allocator);
                TimeNanoVector nano = new TimeNanoVector("nano", allocator);
                TimeStampSecVector wall = new TimeStampSecVector("wall", allocator);
                TimeStampMilliTZVector moment = new TimeStampMilliTZVector("moment", allocator, "UTC")) {
            long first = LocalDate.of(1, 1, 1).toEpochDay() * 86_400;
            long last = LocalDate.of(9999, 12, 31).toEpochDay() * 86_400;
            day.setSafe(0, first * 1000);
            day.setSafe(1, last * 1000);
            second.setSafe(0, 0);
            second.setSafe(1, 86_399);
            milli.setSafe(0, 0);
            milli.setSafe(1, 86_399_999);
            nano.setSafe(0, 0);
            nano.setSafe(1, 86_399_999_999_000L);
            wall.setSafe(0, first);
            wall.setSafe(1, last + 86_399);
            moment.setSafe(0, first * 1000);
            moment.setSafe(1, (last + 86_399) * 1000 + 999);
            snowflake.ingest("CLOCKS", file("clocks", 2, day, second, milli, nano, wall, moment), Map.of());
        }

        assertThat(types("CLOCKS")).containsExactly(
                "DATE", "TIME(0)", "TIME(3)", "TIME(9)", "TIMESTAMP_NTZ(0)", "TIMESTAMP_LTZ(3)");
        assertThat(snowflake.query("SELECT TO_CHAR(DAY), TO_CHAR(SECOND), TO_CHAR(MILLI), TO_CHAR(NANO),"
                + " TO_CHAR(WALL, 'YYYY-MM-DD HH24:MI:SS'), DATE_PART(EPOCH_SECOND, MOMENT) FROM CLOCKS ORDER BY DAY"))
                .hasSize(2)
                .first().asString().startsWith("0001-01-01|00:00:00").contains("|0001-01-01 00:00:00|-62135596800");
        assertThat(snowflake.query("SELECT WALL, MOMENT FROM CLOCKS WHERE DAY = '9999-12-31'"))
                .singleElement().asString().contains("9999-12-31 23:59:59");
    }

    @Test
    void listsAndStructsAreDocuments() throws Exception {
        try (BufferAllocator allocator = new RootAllocator();
                ListVector list = ListVector.empty("codes", allocator);
                StructVector struct = StructVector.empty("visit", allocator)) {
            UnionListWriter codes = list.getWriter();
            codes.setPosition(0);
            codes.startList();
            codes.bigInt().writeBigInt(Long.MAX_VALUE);
            codes.bigInt().writeNull();
            codes.endList();
            codes.setPosition(1);
            codes.startList();
            codes.endList();
            codes.setValueCount(2);
            NullableStructWriter visit = struct.getWriter();
            visit.setPosition(0);
            visit.start();
            visit.integer("day").writeInt(7);
            visit.varChar("site").writeVarChar("Z\u00fcrich \"1\"");
            visit.end();
            visit.setPosition(1);
            visit.writeNull();
            visit.setValueCount(2);
            snowflake.ingest("NESTED_ARROW", file("nested", 2, list, struct), Map.of());
        }

        assertThat(types("NESTED_ARROW")).containsExactly("ARRAY", "OBJECT");
        assertThat(snowflake.query("SELECT ARRAY_SIZE(CODES), CODES[0]::VARCHAR, VISIT:day::NUMBER, VISIT:site::VARCHAR"
                + " FROM NESTED_ARROW ORDER BY 1 DESC"))
                .containsExactly("2|9223372036854775807|7|Z\u00fcrich \"1\"", "0|null|null|null");
    }

    @Test
    void valuesOfADictionaryAreThoseThatItHas() throws Exception {
        try (BufferAllocator allocator = new RootAllocator();
                VarCharVector words = texts("words", allocator, "left", "right");
                VarCharVector sides = texts("side", allocator, "right", "left", "right")) {
            Dictionary dictionary = new Dictionary(words, new DictionaryEncoding(1, false, null));
            try (FieldVector encoded = (FieldVector) DictionaryEncoder.encode(sides, dictionary)) {
                DictionaryProvider.MapDictionaryProvider provider = new DictionaryProvider.MapDictionaryProvider();
                provider.put(dictionary);
                snowflake.ingest("SIDES", file("sides", 3, provider, List.of(encoded)), Map.of());
            }
        }

        assertThat(snowflake.query("SELECT SIDE, COUNT(*) FROM SIDES GROUP BY 1 ORDER BY 1"))
                .containsExactly("left|1", "right|2");
    }

    @Test
    void numbersKeepTheirDigitsAndTextsOfAnyLengthTheirCharacters() throws Exception {
        try (BufferAllocator allocator = new RootAllocator();
                DecimalVector decimal = new DecimalVector("d", allocator, 38, 10);
                UInt8Vector unsigned = new UInt8Vector("u", allocator);
                LargeVarCharVector text = new LargeVarCharVector("t", allocator)) {
            decimal.setSafe(0, new BigDecimal("9".repeat(28) + "." + "9".repeat(10)));
            unsigned.setSafe(0, -1);
            text.setSafe(0, "\uD83D\uDE00 a\u0000b".getBytes(StandardCharsets.UTF_8));
            snowflake.ingest("DIGITS", file("digits", 1, decimal, unsigned, text), Map.of());
        }

        assertThat(snowflake.query("SELECT D, U, T FROM DIGITS")).containsExactly(
                "9".repeat(28) + "." + "9".repeat(10) + "|18446744073709551615|\uD83D\uDE00 a\u0000b");
    }

    @Test
    void bytesThatAreNoUtf8AreAnError() throws Exception {
        try (BufferAllocator allocator = new RootAllocator();
                VarCharVector text = new VarCharVector("t", allocator)) {
            text.setSafe(0, "fine".getBytes(StandardCharsets.UTF_8));
            text.setSafe(1, new byte[] {'b', (byte) 0xE4, 'd'});
            Path file = file("broken", 2, text);

            assertThatExceptionOfType(IngestException.class)
                    .isThrownBy(() -> snowflake.ingest("BROKEN_ARROW", file, Map.of()))
                    .withMessageContaining("Column T of row 2 of broken.arrow: not valid in UTF-8");
        }
    }

    private static VarCharVector texts(String name, BufferAllocator allocator, String... texts) {
        VarCharVector vector = new VarCharVector(name, allocator);
        for (int i = 0; i < texts.length; i++) {
            vector.setSafe(i, texts[i].getBytes(StandardCharsets.UTF_8));
        }
        vector.setValueCount(texts.length);
        return vector;
    }

    private static List<String> types(String table) throws Exception {
        return snowflake.query("DESCRIBE TABLE " + table).stream().map(row -> row.split("\\|")[1]).toList();
    }

    private static Path file(String name, int rows, FieldVector... vectors) throws Exception {
        return file(name, rows, null, List.of(vectors));
    }

    private static Path file(String name, int rows, DictionaryProvider dictionaries, List<FieldVector> vectors)
            throws Exception {
        Path path = snowflake.file(name + ".arrow");
        vectors.forEach(vector -> vector.setValueCount(rows));
        // The caller closes the vectors.
        VectorSchemaRoot root = new VectorSchemaRoot(vectors);
        try (SeekableByteChannel channel =
                        Files.newByteChannel(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                ArrowFileWriter writer = new ArrowFileWriter(root, dictionaries, channel)) {
            writer.start();
            writer.writeBatch();
            writer.end();
        }
        return path;
    }
}
