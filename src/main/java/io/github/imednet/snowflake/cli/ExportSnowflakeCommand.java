package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Exports a study's records to Snowflake. */
@Command(
        name = "snowflake",
        description = {
            "Exports a study's records to a Snowflake table, each exactly once.",
            "",
            "Every argument is a property too: of application.properties, or of the environment in upper case with _ for"
                    + " . and -. Keys and passwords are never arguments: set IMEDNET_API_KEY, IMEDNET_SECURITY_KEY and"
                    + " SNOWFLAKE_PASSWORD, or let the password be asked for."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 done and reconciled, 1 unexpected, 2 wrong usage or configuration, 3 a batch failed after all"
                    + " retries, 4 loaded but not reconciled, 130 interrupted."
        })
final class ExportSnowflakeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "STUDY", description = "Study key (export.study-key)")
    private String study;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ACCOUNT", description = "Account identifier (snowflake.account)")
    private String account;

    @Parameters(index = "2", arity = "0..1", paramLabel = "USER", description = "User name (snowflake.user)")
    private String user;

    @Parameters(index = "3", arity = "0..1", paramLabel = "DATABASE", description = "Database (snowflake.database)")
    private String database;

    @Parameters(index = "4", arity = "0..1", paramLabel = "SCHEMA", description = "Schema (snowflake.schema)")
    private String schema;

    @Parameters(index = "5", arity = "0..1", paramLabel = "WAREHOUSE", description = "Warehouse (snowflake.warehouse)")
    private String warehouse;

    @Parameters(index = "6", arity = "0..1", paramLabel = "STAGE", description = "Internal stage (snowflake.stage)")
    private String stage;

    @Parameters(index = "7", arity = "0..1", paramLabel = "TABLE", description = "Target table (snowflake.table)")
    private String table;

    @Option(names = "--role", paramLabel = "ROLE", description = "Role of the session (snowflake.role)")
    private String role;

    @Option(names = "--stage-prefix", paramLabel = "PATH", description = "Path inside the stage (export.stage-prefix)")
    private String stagePrefix;

    @Option(
            names = "--local-staging-dir",
            paramLabel = "DIR",
            description = "Keeps the Parquet files there (export.local-staging-dir); by default they are temporary")
    private Path localStagingDirectory;

    @Option(
            names = "--manifest-path",
            paramLabel = "FILE",
            description = "Appends a JSON line for each loaded batch (export.manifest-path)")
    private Path manifestPath;

    @Option(names = "--batch-size", paramLabel = "N", description = "Records per Parquet file (export.batch-size)")
    private Integer batchSize;

    @Option(names = "--max-retries", paramLabel = "N", description = "Retries of what may pass (export.max-retries)")
    private Integer maxRetries;

    @Option(
            names = "--retry-backoff",
            paramLabel = "SECONDS",
            description = "Wait before the first retry, doubled for each further one (export.retry-backoff)")
    private Double retryBackoff;

    @Option(
            names = "--force-reload",
            description = "Loads everything again, in place of what is there (export.idempotent=false)")
    private boolean forceReload;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Any other property; may be repeated")
    private Map<String, String> others = Map.of();

    @Option(names = "--properties", paramLabel = "FILE", description = "Instead of ./application.properties")
    private Path properties;

    @Option(
            names = "--routes",
            paramLabel = "DIR",
            defaultValue = "routes",
            description = "Route files that take the place of built-in ones or come to them (default: ${DEFAULT-VALUE})")
    private Path routes;

    @Option(names = "--json", description = "Prints the summary as one JSON object, and nothing else, on standard output")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        ExportConsole console = new ExportConsole(spec.commandLine(), json);
        try {
            return console.export(settings().askForPassword(json ? null : System.console()), routes);
        } catch (ExportConfigurationException e) {
            return console.refuse(e);
        }
    }

    private CommandSettings settings() {
        CommandSettings settings = new CommandSettings(properties)
                .with("export.study-key", study)
                .with("snowflake.account", account)
                .with("snowflake.user", user)
                .with("snowflake.database", database)
                .with("snowflake.schema", schema)
                .with("snowflake.warehouse", warehouse)
                .with("snowflake.stage", stage)
                .with("snowflake.table", table)
                .with("snowflake.role", role)
                .with("export.stage-prefix", stagePrefix)
                .with("export.local-staging-dir", localStagingDirectory)
                .with("export.manifest-path", manifestPath)
                .with("export.batch-size", batchSize)
                .with("export.max-retries", maxRetries)
                .with("export.retry-backoff", retryBackoff)
                .with("export.idempotent", forceReload ? false : null);
        others.forEach((key, value) -> settings.with(CommandSettings.notSecret(key), value));
        return settings;
    }
}
