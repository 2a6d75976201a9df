package io.github.imednet.snowflake.local.command;

import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import io.github.imednet.snowflake.local.snowflake.wire.Accounts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves Snowflake's protocol from DuckDB files until it is interrupted. */
@Command(
        name = "snowflake",
        description = {
            "Stands in for Snowflake on this machine: the official drivers connect to it over plain HTTP, and its "
                    + "databases and stages are kept in one directory.",
            "Prints 'listening on http://127.0.0.1:PORT' when it is ready, and runs until it is interrupted."
        },
        modelTransformer = FaultHelp.class,
        mixinStandardHelpOptions = true)
final class LocalSnowflakeCommand implements Callable<Integer> {

    /** As the option is written. */
    enum StageStorage {
        directory,
        http
    }

    @Mixin
    private LocalServerOptions options;

    @Option(names = "--data", paramLabel = "DIR", required = true,
            description = "Where databases and stages are kept. It is made if it is not there.")
    private Path data;

    @Option(names = "--database", paramLabel = "NAME", defaultValue = Accounts.LOCAL_DATABASE,
            description = "The database that is made at the start, with the schema PUBLIC; default ${DEFAULT-VALUE}.")
    private String database;

    @Option(names = "--public-key", paramLabel = "FILE",
            description = "The user's RSA public key (PEM), for key-pair logins.")
    private Path publicKey;

    @Option(names = "--s3-endpoint", paramLabel = "URL",
            description = "The S3 storage, or one that speaks its protocol, that external stages with a URL "
                    + "s3://BUCKET/PATH/ lead to. It is asked without a signature.")
    private URI s3Endpoint;

    @Option(names = "--account-parameter", paramLabel = "NAME=VALUE",
            description = "A session parameter as the account has it, such as TIMEZONE=Europe/Berlin, which sessions"
                    + " start with. May be repeated.")
    private Map<String, String> accountParameters = Map.of();

    @Option(
            names = "--roles",
            paramLabel = "FILE",
            description =
                    "Who may do what: CREATE ROLE, GRANT ... TO ROLE and GRANT ROLE ... TO USER, as for Snowflake."
                            + " Without it every user may do everything.")
    private Path roles;

    @Option(
            names = "--stage-storage",
            paramLabel = "KIND",
            defaultValue = "directory",
            description =
                    "How files come to stages: 'directory', which the driver writes to itself, or 'http', by addresses"
                            + " that the server hands out, as Snowflake does. Default ${DEFAULT-VALUE}.")
    private StageStorage stageStorage;

    @Option(names = "--put-latency-ms", paramLabel = "N", defaultValue = "0",
            description = "How many milliseconds longer every PUT takes.")
    private long putLatencyMillis;

    @Option(names = "--copy-latency-ms", paramLabel = "N", defaultValue = "0",
            description = "How many milliseconds longer every COPY takes.")
    private long copyLatencyMillis;

    private final Map<String, String> environment;

    LocalSnowflakeCommand() {
        this(System.getenv());
    }

    LocalSnowflakeCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        try (SnowflakeServer server = start()) {
            return options.serve(server.uri(), server::close);
        }
    }

    private SnowflakeServer start() {
        try {
            return SnowflakeServer.start(SnowflakeServer.Settings.defaults(data)
                    .withPort(options.port())
                    .withAccounts(accounts())
                    .withPutLatency(Duration.ofMillis(putLatencyMillis))
                    .withCopyLatency(Duration.ofMillis(copyLatencyMillis))
                    .withFaults(options.faults())
                    .withAccountParameters(accountParameters)
                    .withRoleFile(roles)
                    .withStagesOverHttp(stageStorage == StageStorage.http)
                    .withS3Endpoint(s3Endpoint));
        } catch (IOException | IllegalArgumentException e) {
            throw options.refused(e);
        }
    }

    private Accounts accounts() throws IOException {
        String user = environment.getOrDefault("SNOWFLAKE_USER", Accounts.LOCAL_USER);
        String token = environment.getOrDefault("SNOWFLAKE_TOKEN", "");
        Accounts accounts = Accounts.empty()
                .withDatabase(database)
                .withPassword(user, environment.getOrDefault("SNOWFLAKE_PASSWORD", Accounts.LOCAL_PASSWORD));
        if (!token.isEmpty()) {
            accounts = accounts.withOauthToken(user, token).withProgrammaticToken(user, token);
        }
        return publicKey == null ? accounts : accounts.withPublicKey(user, PublicKeyFile.read(publicKey));
    }
}
