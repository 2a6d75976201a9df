package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RouteBean;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;

/**
 * A stage that stands for a place in object storage. Its owner makes it, with the rights that Snowflake needs there;
 * nobody else does more than look whether it leads to where files are written.
 */
@RouteBean
public final class ExternalStage {

    private final StageFolder folder;
    private final SnowflakeStatements statements;

    public ExternalStage(ExportSettings settings, SnowflakeStatements statements) {
        this.folder = WarehouseNames.of(settings).folder();
        this.statements = statements;
    }

    /** Whether the export is set to write to object storage. */
    public boolean isUsed() {
        return folder.storage() != null;
    }

    /**
     * Lets a stage pass whose files are those that will be written. Snowflake shows its URL as a JSON array of one
     * text.
     *
     * @throws ExportConfigurationException with both places, if the stage leads elsewhere
     */
    public void requirePlace(Exchange exchange) throws SQLException {
        requireLeadsTo(folder, statements, exchange);
    }

    /** The same for any place. */
    public static void requireLeadsTo(StageFolder folder, SnowflakeStatements statements, Exchange exchange)
            throws SQLException {
        String url = statements.query(exchange, "DESCRIBE STAGE " + folder.stage()).rows().stream()
                .filter(row -> "URL".equals(row.text("property")) && row.text("property_value") != null)
                .map(row -> row.text("property_value").replaceAll("^\\[?\"?|\"?]?$", ""))
                .findFirst()
                .orElse("");
        String place = url.endsWith("/") ? url : url + '/';
        if (!withoutScheme(place).equals(withoutScheme(Objects.requireNonNull(folder.stageUrl())))) {
            throw new ExportConfigurationException(List.of("The stage " + folder.stage() + " leads to "
                    + (url.isEmpty() ? "no object storage" : url) + ", but files are written to " + folder.stageUrl()
                    + ": name another stage in snowflake.stage, or another place in the settings of export.upload"));
        }
    }

    /** Snowflake has s3, s3gov, s3china and s3compat for what is written to in the same way. */
    static String withoutScheme(String url) {
        return url.substring(url.indexOf(':') + 1);
    }
}
