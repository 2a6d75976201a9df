package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine;

/** The arguments of every command that works on a study in Snowflake: each is a property too. */
final class StudyArguments {

    /** For whoever types the nine arguments of the Python exporter, whose fourth is the password. */
    static final String WITHOUT_PASSWORD = """
            There are nine arguments. If the fourth is a password, as in the Python exporter's guide, type instead
              %s STUDY ACCOUNT USER DATABASE SCHEMA WAREHOUSE STAGE TABLE
            and change the password, for it has been seen. (No argument is shown here.)
            """;

    private static final int NAMES = 8;

    @Parameters(index = "0", arity = "0..1", paramLabel = "STUDY", descriptionKey = "export.study-key")
    private String study;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ACCOUNT", descriptionKey = "snowflake.account")
    private String account;

    @Parameters(index = "2", arity = "0..1", paramLabel = "USER", descriptionKey = "snowflake.user")
    private String user;

    @Parameters(index = "3", arity = "0..1", paramLabel = "DATABASE", descriptionKey = "snowflake.database")
    private String database;

    @Parameters(index = "4", arity = "0..1", paramLabel = "SCHEMA", descriptionKey = "snowflake.schema")
    private String schema;

    @Parameters(index = "5", arity = "0..1", paramLabel = "WAREHOUSE", descriptionKey = "snowflake.warehouse")
    private String warehouse;

    @Parameters(index = "6", arity = "0..1", paramLabel = "STAGE", descriptionKey = "snowflake.stage")
    private String stage;

    @Parameters(index = "7", arity = "0..1", paramLabel = "TABLE", descriptionKey = "snowflake.table")
    private String table;

    @Option(names = "--role", paramLabel = "ROLE", descriptionKey = "snowflake.role")
    private String role;

    @Option(names = "--stage-prefix", paramLabel = "PATH", descriptionKey = "export.stage-prefix")
    private String stagePrefix;

    @Option(names = "--manifest-path", paramLabel = "FILE", descriptionKey = "export.manifest-path")
    private Path manifestPath;

    @Option(names = "--max-retries", paramLabel = "N", descriptionKey = "export.max-retries")
    private String maxRetries;

    @Option(names = "--retry-backoff", paramLabel = "SECONDS", descriptionKey = "export.retry-backoff")
    private String retryBackoff;

    @Mixin
    private CommonOptions common;

    /** Whether a command line has all of these arguments. */
    static boolean allAreGiven(CommandLine command) {
        CommandLine.ParseResult parsed = command.getParseResult();
        return parsed != null && parsed.matchedPositionals().size() == NAMES;
    }

    Path routes() {
        return common.routes();
    }

    CommandSettings askForSecrets(CommandSettings settings) {
        return common.askForSecrets(settings);
    }

    /**
     * What the arguments say; the command may add to it.
     *
     * @throws ExportConfigurationException if a secret is among them, or the properties file cannot be read
     */
    CommandSettings settings() {
        return common.settings();
    }
}
