package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.load.Sql;

/** A value that its column cannot hold. The message does not quote the value, which may be a patient's. */
public final class ValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ValueException(String problem) {
        super(problem, null, false, false);
    }

    /**
     * Where it was found.
     *
     * @param column as the source names it
     * @param row from 1
     */
    IngestException in(String column, long row, String source) {
        return new IngestException("Column " + Sql.unquoted(Sql.identifier(column)) + " of row " + row + " of " + source
                + ": " + getMessage());
    }
}
