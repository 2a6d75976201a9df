package io.github.imednet.snowflake.load;

/**
 * What the table has of a file.
 *
 * @param stagePath what {@code _SOURCE_FILE} says, or an empty text for rows of no known file
 * @param firstId the least record id, 0 if no row has one
 * @param lastId the greatest record id
 */
public record TableFile(String stagePath, long rows, long firstId, long lastId) {}
