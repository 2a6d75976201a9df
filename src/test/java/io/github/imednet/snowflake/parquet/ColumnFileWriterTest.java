package io.github.imednet.snowflake.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parquet's own reader finds in a file what was written. */
class ColumnFileWriterTest {

    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("message rows {"
            + " optional int64 l; optional int32 i; optional double d; optional boolean b; optional binary t (STRING);"
            + " optional fixed_len_byte_array(3) f; }");

    @TempDir
    Path directory;

    /** Values are few and many, rows with none among them in runs and alone, over several pages and row groups. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 0, ZSTD", "3, 2, 30, SNAPPY", "20000, 9, 0, GZIP", "70001, 9, 3, ZSTD", "70001, 100000000, 50, ZSTD",
        "45000, 3000, 100, UNCOMPRESSED", "70001, 1, 1, SNAPPY", "100000, 40000, 10, ZSTD"
    })
    void valuesAreReadAsTheyWereWritten(int rows, int different, int nullsInHundred, CompressionCodecName codec)
            throws Exception {
        Random random = new Random(rows + different);
        List<Long> numbers = new ArrayList<>();
        boolean isNull = false;
        for (int row = 0; row < rows; row++) {
            isNull = random.nextInt(4) == 0 ? random.nextInt(100) < nullsInHundred : isNull && nullsInHundred > 0;
            numbers.add(isNull ? null : random.nextInt(different) - different / 2L);
        }

        Path file = write(numbers, codec, 200_000);

        List<Group> read = read(file);
        assertThat(read).hasSize(rows);
        for (int row = 0; row < rows; row++) {
            Long number = numbers.get(row);
            Group group = read.get(row);
            for (int column = 0; column < SCHEMA.getFieldCount(); column++) {
                assertThat(group.getFieldRepetitionCount(column)).isEqualTo(number == null ? 0 : 1);
            }
            if (number != null && !(group.getLong("l", 0) == number
                    && group.getInteger("i", 0) == number.intValue()
                    && group.getDouble("d", 0) == number / 8.0
                    && group.getBoolean("b", 0) == (number % 2 != 0)
                    && group.getString("t", 0).equals(text(number))
                    && group.getBinary("f", 0).toStringUsingUTF8().equals(fixed(number)))) {
                throw new AssertionError("Row " + row + ", written as " + number + ", is " + group);
            }
        }
    }

    @Test
    void aDictionaryIsThereWhereValuesRepeatAndNotWhereTheyDiffer() throws Exception {
        Path few = write(numbers(50_000, i -> i % 50L), CompressionCodecName.ZSTD, Long.MAX_VALUE);
        Path many = write(numbers(50_000, i -> i * 7L), CompressionCodecName.ZSTD, Long.MAX_VALUE);
        Path more = write(numbers(50_000, i -> i < 20_000 ? 5L : i), CompressionCodecName.ZSTD, Long.MAX_VALUE);

        assertThat(encodings(few, 0)).containsOnly(Encoding.PLAIN_DICTIONARY);
        assertThat(encodings(few, 4)).containsOnly(Encoding.PLAIN_DICTIONARY);
        assertThat(encodings(many, 0)).containsOnly(Encoding.PLAIN);
        assertThat(encodings(many, 4)).containsOnly(Encoding.PLAIN);
        assertThat(encodings(more, 0)).containsOnly(Encoding.PLAIN_DICTIONARY, Encoding.PLAIN);
    }

    @Test
    void theFootersNullCountsAreRight() throws Exception {
        Path file = write(numbers(50_000, i -> i % 3 == 0 ? null : (Long) (long) i), CompressionCodecName.ZSTD, 50_000);

        List<BlockMetaData> groups = groups(file);
        assertThat(groups).hasSizeGreaterThan(1);
        assertThat(groups.stream().mapToLong(group -> group.getColumns().get(4).getStatistics().getNumNulls()).sum())
                .isEqualTo(16_667);
        assertThat(groups.stream().mapToLong(BlockMetaData::getRowCount).sum()).isEqualTo(50_000);
    }

    private static List<Long> numbers(int rows, IntFunction<Long> number) {
        List<Long> numbers = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            numbers.add(number.apply(row));
        }
        return numbers;
    }

    private static String text(long number) {
        return number % 5 == 0 ? "" : "text of " + number;
    }

    private static String fixed(long number) {
        return String.format("%03d", Math.floorMod(number, 1000));
    }

    private Path write(List<Long> numbers, CompressionCodecName codec, long rowGroup) throws IOException {
        Path file = directory.resolve(codec + "-" + System.identityHashCode(numbers) + ".parquet");
        try (ColumnFileWriter writer = new ColumnFileWriter(
                new LocalOutputFile(file), SCHEMA, new Compression(codec, 0), rowGroup)) {
            for (Long number : numbers) {
                write(number, writer);
                writer.endRows(1);
            }
            writer.end();
        }
        return file;
    }

    private static void write(Long number, ColumnFileWriter writer) {
        if (number == null) {
            for (int column = 0; column < SCHEMA.getFieldCount(); column++) {
                writer.column(column).addNulls(1);
            }
            return;
        }
        writer.column(0).addLong(number);
        writer.column(1).addLong(number);
        writer.column(2).addDouble(number / 8.0);
        writer.column(3).addLong(number % 2 != 0 ? 1 : 0);
        writer.column(4).addBytes(text(number).getBytes(StandardCharsets.UTF_8));
        writer.column(5).addBytes(fixed(number).getBytes(StandardCharsets.UTF_8));
    }

    private static List<Group> read(Path file) throws IOException {
        List<Group> rows = new ArrayList<>();
        try (ParquetFileReader reader = reader(file)) {
            for (PageReadStore group = reader.readNextRowGroup(); group != null; group = reader.readNextRowGroup()) {
                RecordReader<Group> records = new ColumnIOFactory()
                        .getColumnIO(SCHEMA)
                        .getRecordReader(group, new GroupRecordConverter(SCHEMA));
                for (long row = 0; row < group.getRowCount(); row++) {
                    rows.add(records.read());
                }
            }
        }
        return rows;
    }

    private static List<BlockMetaData> groups(Path file) throws IOException {
        try (ParquetFileReader reader = reader(file)) {
            return reader.getFooter().getBlocks();
        }
    }

    /** Those of values, without those of levels. */
    private static List<Encoding> encodings(Path file, int column) throws IOException {
        return groups(file).get(0).getColumns().get(column).getEncodings().stream()
                .filter(encoding -> encoding != Encoding.RLE && encoding != Encoding.BIT_PACKED)
                .toList();
    }

    private static ParquetFileReader reader(Path file) throws IOException {
        return ParquetFileReader.open(
                new LocalInputFile(file),
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build());
    }
}
