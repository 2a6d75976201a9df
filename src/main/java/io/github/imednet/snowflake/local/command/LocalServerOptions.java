package io.github.imednet.snowflake.local.command;

import java.net.BindException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the commands that stand in for a service have in common: they listen at a port until they are interrupted. */
final class LocalServerOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "The port on 127.0.0.1; 0, the default, takes any free one.")
    private int port;

    @Option(names = "--fail", paramLabel = "FAULT", description = "A fault to make, see below. May be repeated.")
    private List<String> faults = List.of();

    int port() {
        return port;
    }

    List<String> faults() {
        return faults;
    }

    /**
     * Says where the server listens, and waits until the process is interrupted.
     *
     * @param close how the server is closed then
     * @return the exit code
     */
    int serve(URI address, Runnable close) {
        Runtime.getRuntime().addShutdownHook(new Thread(close, "close-server"));
        command.commandLine().getOut().println("listening on " + address);
        command.commandLine().getOut().flush();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.OK;
    }

    /** Why the server cannot start, as wrong usage. */
    ParameterException refused(Exception failure) {
        String reason = failure instanceof BindException
                ? "Port " + port + " is taken; choose another one, or 0 for any free one"
                : failure.getMessage();
        return new ParameterException(command.commandLine(), reason, failure);
    }
}
