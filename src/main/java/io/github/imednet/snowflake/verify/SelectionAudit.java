package io.github.imednet.snowflake.verify;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RecordSelection;
import io.github.imednet.snowflake.config.RouteBean;
import java.util.List;
import org.apache.camel.ExchangeProperty;

/** Keeps a table from being compared with other records than those that were selected for it. */
@RouteBean
public final class SelectionAudit {

    private final ExportSettings settings;

    public SelectionAudit(ExportSettings settings) {
        this.settings = settings;
    }

    /** @throws ExportConfigurationException if values are to be compared, and the table has another selection */
    public void check(@ExchangeProperty("run") Verification verification) {
        String selection = settings.of(verification.resource()).selection().text();
        verification.findings().ledger().stream()
                .filter(entry -> verification.isDeep() && entry.current() && !entry.selection().equals(selection))
                .findFirst()
                .ifPresent(entry -> {
                    throw new ExportConfigurationException(List.of("The table holds "
                            + RecordSelection.described(entry.selection()) + " of study " + verification.studyKey()
                            + ", and " + RecordSelection.described(selection) + " would be compared with it: set "
                            + RecordSelection.settings() + " as for the export"));
                });
    }
}
