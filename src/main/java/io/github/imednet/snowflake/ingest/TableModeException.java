package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import java.util.List;

/** The table exists and the mode makes one, or it does not exist and the mode needs one. */
public final class TableModeException extends ExportConfigurationException {

    private static final long serialVersionUID = 1L;

    private final boolean exists;

    private TableModeException(boolean exists, String problem) {
        super(List.of(problem));
        this.exists = exists;
    }

    /** @throws TableModeException if the ingestion's mode does not go with that */
    static void throwIfAny(TableIngest table, boolean exists) {
        String problem = table.mode().problem(table.sqlName(), exists);
        if (problem != null) {
            throw new TableModeException(exists, problem);
        }
    }

    /** Whether the table exists. */
    public boolean exists() {
        return exists;
    }
}
