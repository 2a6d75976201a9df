package io.github.imednet.snowflake.config;

import org.jspecify.annotations.Nullable;

/** What keeps this machine from exporting anything, whatever the study is; another machine may export it. */
public final class MachineFaultException extends ExportConfigurationException {

    private static final long serialVersionUID = 1L;

    public MachineFaultException(String problem, @Nullable Throwable cause) {
        super(problem, cause);
    }
}
