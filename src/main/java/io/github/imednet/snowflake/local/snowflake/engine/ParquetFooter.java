package io.github.imednet.snowflake.local.snowflake.engine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Tells a whole Parquet file from a truncated or foreign one before DuckDB reads it. */
final class ParquetFooter {

    private static final int MAGIC_AND_LENGTH = 8;
    private static final int SMALLEST_FILE = 12;

    private ParquetFooter() {}

    /** @throws SqlFailure 100152 naming the file */
    static void check(Stage stage, Stage.StagedFile staged) throws SqlFailure {
        try (RandomAccessFile file = new RandomAccessFile(staged.file().toFile(), "r")) {
            long size = file.length();
            if (size < SMALLEST_FILE) {
                throw broken(stage, staged, "Parquet file size is " + size + " bytes, smaller than the minimum file"
                        + " footer");
            }
            byte[] end = new byte[MAGIC_AND_LENGTH];
            file.seek(size - MAGIC_AND_LENGTH);
            file.readFully(end);
            if (!new String(end, 4, 4, StandardCharsets.US_ASCII).equals("PAR1")) {
                throw broken(stage, staged, "Parquet magic bytes not found in footer. Either the file is corrupted or"
                        + " this is not a parquet file.");
            }
            int footer = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).getInt();
            if (footer <= 0 || footer > size - SMALLEST_FILE) {
                throw broken(stage, staged, "Parquet file size is " + size + " bytes, smaller than the size reported"
                        + " by its footer (" + footer + " bytes)");
            }
        } catch (IOException e) {
            throw Failures.internal("cannot read staged file " + staged.path(), e);
        }
    }

    static SqlFailure broken(Stage stage, Stage.StagedFile file, String what) {
        return new SqlFailure("100152", "22000", "Error parsing the parquet file: Invalid: " + what
                + "\n  File '" + stage.label() + "/" + file.path() + "'");
    }
}
