package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.local.snowflake.wire.FaultKind;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;

/** Adds to the local Snowflake server's help how its faults and its accounts are set. */
final class FaultHelp implements IModelTransformer {

    @Override
    public CommandSpec transform(CommandSpec spec) {
        List<String> lines = new ArrayList<>(List.of(
                "",
                "Faults are written KIND[:NAME=VALUE[,NAME=VALUE]...]. All kinds take",
                "  on=TEXT   strike requests that contain TEXT; a request reads, with single",
                "            blanks, 'POST /queries/v1/query-request COPY INTO ...'; the default",
                "            is any request, or any statement where only that makes sense",
                "  at=N      strike from the Nth such request on; default 1",
                "  times=N   strike so many of them, or 'always'; default 1",
                "  rate=R    strike that share of them instead, from 0 to 1",
                "  seed=N    what the share is drawn with; default 1",
                "and the kinds are"));
        for (FaultKind kind : FaultKind.values()) {
            lines.add("  " + kind.form());
            lines.add("      " + kind.effect());
        }
        lines.addAll(List.of(
                "Example: --fail drop-after:on=COPY INTO,at=2",
                "",
                "The environment says who may log in: SNOWFLAKE_USER (default LOADER),",
                "SNOWFLAKE_PASSWORD (default local-password), and SNOWFLAKE_TOKEN, which is",
                "accepted as OAuth and as programmatic access token."));
        spec.usageMessage().footer(lines.stream().map(line -> line.replace("%", "%%")).toArray(String[]::new));
        return spec;
    }
}
