package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import io.github.imednet.snowflake.local.snowflake.wire.Accounts;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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

    @Spec
    private CommandSpec spec;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "0",
            description = "The port on 127.0.0.1; 0, the default, takes any free one.")
    private int port;

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

    @Option(names = "--put-latency-ms", paramLabel = "N", defaultValue = "0",
            description = "How many milliseconds longer every PUT takes.")
    private long putLatencyMillis;

    @Option(names = "--copy-latency-ms", paramLabel = "N", defaultValue = "0",
            description = "How many milliseconds longer every COPY takes.")
    private long copyLatencyMillis;

    @Option(names = "--fail", paramLabel = "FAULT", description = "A fault to make, see below. May be repeated.")
    private List<String> faults = List.of();

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
            Thread closing = new Thread(server::close, "close-snowflake");
            Runtime.getRuntime().addShutdownHook(closing);
            spec.commandLine().getOut().println("listening on " + server.uri());
            spec.commandLine().getOut().flush();
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.OK;
    }

    private SnowflakeServer start() {
        try {
            return SnowflakeServer.start(SnowflakeServer.Settings.defaults(data)
                    .withPort(port)
                    .withAccounts(accounts())
                    .withPutLatency(Duration.ofMillis(putLatencyMillis))
                    .withCopyLatency(Duration.ofMillis(copyLatencyMillis))
                    .withFaults(faults)
                    .withS3Endpoint(s3Endpoint));
        } catch (BindException e) {
            throw new ParameterException(spec.commandLine(),
                    "Port " + port + " is taken; choose another one, or 0 for any free one", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
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
