package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.load.TableColumn;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what the columns of a table are. */
@Command(
        name = "describe",
        description =
                "Prints, of each column of a table in Snowflake, its type, logical type, precision, scale, length in"
                        + " characters and in bytes, whether it may be NULL, and whether it is of the primary key.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 done, 1 unexpected, 2 wrong usage or configuration, or no such table, 3 failed otherwise,"
                    + " 130 interrupted, 143 terminated."
        })
final class DescribeCommand implements Callable<Integer> {

    private static final String ROW = "%-30s %-24s %-14s %9s %5s %11s %11s %-8s %s%n";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "TABLE", description = "TABLE, SCHEMA.TABLE or DATABASE.SCHEMA.TABLE")
    private String table;

    @Option(names = "--json", description = "Prints a JSON object a line")
    private boolean json;

    @Mixin
    private ConnectionArguments arguments;

    @Override
    public Integer call() throws Exception {
        return QueryConsole.run(arguments, program -> print(program.describe(table)));
    }

    private void print(List<TableColumn> columns) {
        CommandOutput output = new CommandOutput(spec);
        if (!output.isJson()) {
            output.print(ROW.formatted("COLUMN", "TYPE", "LOGICAL TYPE", "PRECISION", "SCALE", "LENGTH", "BYTES",
                    "NULLABLE", "PRIMARY KEY"));
        }
        columns.forEach(column -> output.result(column, DescribeCommand::row));
    }

    private static String row(TableColumn column) {
        return ROW.formatted(
                column.name(),
                column.type(),
                column.logicalType(),
                orNothing(column.precision()),
                orNothing(column.scale()),
                orNothing(column.length()),
                orNothing(column.byteLength()),
                column.nullable() ? "Y" : "N",
                column.primaryKey() ? "Y" : "N");
    }

    private static Object orNothing(@Nullable Number value) {
        return value == null ? "" : value;
    }
}
