package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import io.github.imednet.snowflake.local.snowflake.wire.Accounts;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Properties;

/** Exports the sample study between the two local servers, and shows what then is in the table. */
final class Demo {

    private static final int RECORDS = 5_000;
    private static final Path DIRECTORY = Path.of("imednet-demo");
    private static final String QUERY =
            "SELECT FORM_KEY, COUNT(*), COUNT(DISTINCT SUBJECT_KEY) FROM RECORDS GROUP BY 1 ORDER BY 1";

    private final CommandOutput output;

    Demo(CommandOutput output) {
        this.output = output;
    }

    /** @return the exit code of the export */
    int run() throws Exception {
        Path databases = DIRECTORY.resolve("snowflake");
        try (StudyData study = StudyData.sample(RECORDS);
                ImednetServer imednet = ImednetServer.start(ImednetServer.Settings.defaults(study));
                SnowflakeServer snowflake = SnowflakeServer.start(SnowflakeServer.Settings.defaults(databases))) {
            output.line("Local servers: iMednet at " + imednet.uri() + ", Snowflake at " + snowflake.uri()
                    + " with its databases in " + databases);
            int exitCode = new ExportConsole(output).export(settings(imednet, snowflake), Path.of("routes"));
            if (exitCode == ExitCode.DONE) {
                showTable(snowflake);
            }
            return exitCode;
        }
    }

    private static CommandSettings settings(ImednetServer imednet, SnowflakeServer snowflake) {
        return new CommandSettings(null)
                .with("imednet.base-url", imednet.uri())
                .with("imednet.api-key", ImednetServer.DEFAULT_API_KEY)
                .with("imednet.security-key", ImednetServer.DEFAULT_SECURITY_KEY)
                .with("snowflake.url", snowflake.uri())
                .with("snowflake.account", Accounts.LOCAL_ACCOUNT)
                .with("snowflake.user", Accounts.LOCAL_USER)
                .with("snowflake.password", Accounts.LOCAL_PASSWORD)
                .with("snowflake.database", Accounts.LOCAL_DATABASE)
                .with("snowflake.schema", "PUBLIC")
                .with("export.state-dir", DIRECTORY.resolve("state"))
                .with("snowflake.warehouse", "COMPUTE_WH")
                .with("snowflake.stage", "MY_STAGE")
                .with("snowflake.table", "RECORDS")
                .with("export.study-key", "SAMPLE")
                .with("export.manifest-path", DIRECTORY.resolve("manifest.jsonl"));
    }

    private void showTable(SnowflakeServer snowflake) throws SQLException {
        output.print("%n%s%n".formatted(QUERY));
        try (Connection connection = DriverManager.getConnection(snowflake.jdbcUrl(), login());
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
                Accounts.LOCAL_ACCOUNT,
                Accounts.LOCAL_USER,
                Accounts.LOCAL_PASSWORD,
                Accounts.LOCAL_DATABASE));
    }

    private static Properties login() {
        Properties login = new Properties();
        login.setProperty("user", Accounts.LOCAL_USER);
        login.setProperty("password", Accounts.LOCAL_PASSWORD);
        login.setProperty("db", Accounts.LOCAL_DATABASE);
        login.setProperty("schema", "PUBLIC");
        login.setProperty("JDBC_QUERY_RESULT_FORMAT", "JSON");
        login.setProperty("disablePlatformDetection", "true");
        return login;
    }
}
