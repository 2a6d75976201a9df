package io.github.imednet.snowflake.kamelet;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;

/** A list on a disk that takes no more. A closed file stands for it: a write to it fails as one without room does. */
class AvroSpoolTest {

    private static final Schema SCHEMA =
            SchemaBuilder.record("Row").fields().requiredString("TEXT").endRecord();

    @Test
    void aPageThatFindsNoRoomIsNoFailureOfTheApiThatMayPass() throws Exception {
        AvroSpool spool = new AvroSpool(SCHEMA);
        spool.close();

        assertThatThrownBy(() -> spool.write(row(100_000)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("The temporary directory cannot take the list");
    }

    @Test
    void whatWasStillInMemoryFindsNoRoomBeforeAnybodyReads() throws Exception {
        AvroSpool spool = new AvroSpool(SCHEMA);
        spool.write(row(10));
        spool.close();

        assertThatThrownBy(() -> spool.read(1))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("The temporary directory cannot take the list");
    }

    private static GenericRecord row(int length) {
        return new GenericRecordBuilder(SCHEMA).set("TEXT", "x".repeat(length)).build();
    }
}
