package io.github.imednet.snowflake.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that would take a secret as an argument. They are known so that they can be refused with the reason. */
final class RefusedSecrets {

    static final String REASON = "Keys and passwords are not taken as arguments: every user of this machine could read"
            + " them in the list of processes, and the shell keeps them in its history. Set them in the environment"
            + " (IMEDNET_API_KEY, IMEDNET_SECURITY_KEY, SNOWFLAKE_PASSWORD) or in application.properties, or leave them"
            + " out and type them when asked";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"-p", "--password", "--api-key", "--security-key", "--token"},
            arity = "0..1",
            hidden = true)
    private void refuse(String secret) {
        throw new ParameterException(command.commandLine(), REASON);
    }
}
