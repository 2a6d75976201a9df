package io.github.imednet.snowflake.load;

import java.util.List;

/**
 * The study's rows in the table.
 *
 * @param rowsWithoutId rows whose record id is NULL
 * @param doubledIds how many record ids have more than one row
 * @param firstDoubled the first of these ids
 */
public record TableCounts(
        long rows, long distinctIds, long rowsWithoutId, long doubledIds, List<String> firstDoubled) {}
