package io.github.imednet.snowflake.parquet;

import java.io.Closeable;
import java.io.IOException;

/** Packs pages, one at a time: without the streams and the Hadoop configuration of Parquet's own codecs. */
interface PageCompressor extends Closeable {

    /** @return a new array with the first bytes packed */
    byte[] compress(byte[] bytes, int length) throws IOException;

    @Override
    default void close() {}
}
