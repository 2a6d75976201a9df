package io.github.imednet.snowflake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages whose body is in Arrow's vectors. */
class ArrowBodiesTest {

    @RegisterExtension
    static final Ingests snowflake = new Ingests();

    private static BufferAllocator allocator;

    @BeforeAll
    static void start() {
        allocator = new RootAllocator();
    }

    /** The allocator tells what was not given back. */
    @AfterAll
    static void stop() {
        allocator.close();
    }

    private static VarCharVector texts(String name, String... values) {
        VarCharVector texts = new VarCharVector(name, allocator);
        for (int i = 0; i < values.length; i++) {
            texts.setSafe(i, values[i].getBytes(StandardCharsets.UTF_8));
        }
        texts.setValueCount(values.length);
        return texts;
    }

    private static VectorSchemaRoot root() {
        BigIntVector ids = new BigIntVector("site_id", allocator);
        ids.setSafe(0, 1);
        ids.setNull(1);
        ids.setValueCount(2);
        return VectorSchemaRoot.of(ids, texts("name", "é", ""));
    }

    @Test
    void aRootIsIngestedAndStaysItsOwners() throws Exception {
        try (VectorSchemaRoot root = root()) {
            assertThat(snowflake.ingest("ROOTS", root, Map.of()).rows()).isEqualTo(2);
            assertThat(snowflake.ingest("ROOTS", root, Map.of("ingest.mode", "append")).rows()).isEqualTo(2);
            assertThat(root.getVector("name").getObject(0)).hasToString("é");
        }
        assertThat(snowflake.query("SELECT SITE_ID, NAME FROM ROOTS ORDER BY SITE_ID NULLS LAST"))
                .containsExactly("1|é", "1|é", "null|", "null|");
    }

    @Test
    void aReaderIsIngestedBatchByBatchWithTheWordsOfItsDictionaries() throws Exception {
        assertThat(snowflake.ingest("READERS", reader(), Map.of()).rows()).isEqualTo(6);
        assertThat(snowflake.query("SELECT SEX, COUNT(*) FROM READERS GROUP BY 1 ORDER BY 1"))
                .containsExactly("female|4", "male|2");
    }

    @Test
    void aRootWhoseWordsAreInADictionaryIsRefusedBeforeAnythingIsLoaded() throws Exception {
        try (ArrowReader reader = reader()) {
            reader.loadNextBatch();
            assertThatThrownBy(() -> snowflake.ingest("REFUSED", reader.getVectorSchemaRoot(), Map.of()))
                    .hasMessageContaining("Column sex has its values in a dictionary");
        }
        assertThat(snowflake.query("SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'REFUSED'"))
                .containsExactly("0");
    }

    /** Twice the rows female, male, female. */
    private static ArrowReader reader() throws IOException {
        DictionaryEncoding encoding = new DictionaryEncoding(1, false, null);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (VarCharVector words = texts("words", "male", "female");
                VarCharVector plain = texts("sex", "female", "male", "female")) {
            Dictionary dictionary = new Dictionary(words, encoding);
            try (FieldVector encoded = (FieldVector) DictionaryEncoder.encode(plain, dictionary);
                    ArrowStreamWriter writer = new ArrowStreamWriter(
                            new VectorSchemaRoot(List.of(encoded)),
                            new DictionaryProvider.MapDictionaryProvider(dictionary),
                            bytes)) {
                writer.writeBatch();
                writer.writeBatch();
            }
        }
        return new ArrowStreamReader(new ByteArrayInputStream(bytes.toByteArray()), allocator);
    }
}
