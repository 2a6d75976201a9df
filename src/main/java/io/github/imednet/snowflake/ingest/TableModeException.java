package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import java.util.List;

/** The table is there and the mode makes one, or it is not there and the mode needs one. */
public final class TableModeException extends ExportConfigurationException {

    private static final long serialVersionUID = 1L;

    private final boolean exists;

    TableModeException(boolean exists, String problem) {
        super(List.of(problem));
        this.exists = exists;
    }

    /** Whether the table is there. */
    public boolean exists() {
        return exists;
    }
}
