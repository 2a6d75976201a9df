package io.github.imednet.snowflake.ingest;

import java.util.List;

/**
 * Some rows that one thread writes.
 *
 * @param source what messages name
 * @param firstRow the first row's number in the source, from 1
 */
record RowChunk(String source, boolean holdsOnlyTexts, long firstRow, List<Object[]> rows) {}
