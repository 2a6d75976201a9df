package io.github.imednet.snowflake.local.command;

import io.github.imednet.snowflake.local.http.Faults;
import io.github.imednet.snowflake.local.snowflake.wire.FaultKind;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;

/** Adds to the local Snowflake server's help how its faults and its accounts are set. */
final class FaultHelp implements IModelTransformer {

    @Override
    public CommandSpec transform(CommandSpec spec) {
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(Faults.help(
                "'POST /queries/v1/query-request COPY INTO ...', with single blanks; kinds that only make sense for"
                        + " statements strike only these",
                FaultKind.forms()));
        lines.addAll(List.of(
                "Example: --fail drop-after:on=COPY INTO,at=2",
                "",
                "The environment says who may log in: SNOWFLAKE_USER (default LOADER),",
                "SNOWFLAKE_PASSWORD (default local-password), and SNOWFLAKE_TOKEN, which is",
                "accepted as OAuth and as programmatic access token."));
        spec.usageMessage()
                .width(120)
                .footer(lines.stream().map(line -> line.replace("%", "%%")).toArray(String[]::new));
        return spec;
    }
}
