package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.SnowflakeKeys;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** Exports the sample study between the two local servers, and shows what then is in the table. */
final class Demo {

    private static final int RECORDS = 5_000;
    private static final Path DIRECTORY = Path.of("imednet-demo");
    private static final String QUERY =
            "SELECT FORM_KEY, COUNT(*), COUNT(DISTINCT SUBJECT_KEY) FROM RECORDS GROUP BY 1 ORDER BY 1";

    private final CommandOutput output;

    private final LocalServers servers;

    Demo(CommandOutput output, LocalServers servers) {
        this.output = output;
        this.servers = servers;
    }

    /** @return the exit code of the export */
    int run() throws Exception {
        Path databases = DIRECTORY.resolve("snowflake");
        try (LocalServers.Running running = servers.start(RECORDS, databases)) {
            output.line("Local servers: iMednet at " + running.imednet() + ", Snowflake at " + running.snowflake()
                    + " with its databases in " + databases);
            int exitCode = new ExportConsole(output).export(settings(running), Path.of("routes"));
            if (exitCode == ExitCode.DONE) {
                showTable(running.settings());
            }
            return exitCode;
        }
    }

    private static CommandSettings settings(LocalServers.Running running) {
        CommandSettings settings = new CommandSettings(null);
        running.settings().forEach(settings::with);
        return settings
                .with(ExportKeys.STATE_DIR.key(), DIRECTORY.resolve("state"))
                .with(SnowflakeKeys.STAGE.key(), "MY_STAGE")
                .with(SnowflakeKeys.TABLE.key(), "RECORDS")
                .with(ExportKeys.STUDY_KEY.key(), "SAMPLE")
                .with(ExportKeys.MANIFEST_PATH.key(), DIRECTORY.resolve("manifest.jsonl"));
    }

    private void showTable(Map<String, String> settings) throws SQLException {
        output.print("%n%s%n".formatted(QUERY));
        String url = "jdbc:snowflake://" + settings.get("snowflake.url") + "/";
        try (Connection connection = DriverManager.getConnection(url, login(settings));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(QUERY)) {
            while (rows.next()) {
                output.print(String.format(Locale.ROOT, "  %-8s %,8d records of %,5d subjects%n",
                        rows.getString(1), rows.getLong(2), rows.getLong(3)));
            }
        }
        output.print("""

                To look at the table yourself, keep Snowflake's stand-in running:
                  imednet local snowflake --port 8085 --data %s
                and connect with any Snowflake driver to http://127.0.0.1:8085: account %s, user %s, password %s,
                database %s. Run this again: nothing has changed, so nothing is sent.
                """.formatted(
                DIRECTORY.resolve("snowflake"),
                settings.get("snowflake.account"),
                settings.get("snowflake.user"),
                settings.get("snowflake.password"),
                settings.get("snowflake.database")));
    }

    private static Properties login(Map<String, String> settings) {
        Properties login = new Properties();
        login.setProperty("account", settings.get("snowflake.account"));
        login.setProperty("user", settings.get("snowflake.user"));
        login.setProperty("password", settings.get("snowflake.password"));
        login.setProperty("db", settings.get("snowflake.database"));
        login.setProperty("schema", settings.get("snowflake.schema"));
        login.setProperty("JDBC_QUERY_RESULT_FORMAT", "JSON");
        login.setProperty("disablePlatformDetection", "true");
        return login;
    }
}
