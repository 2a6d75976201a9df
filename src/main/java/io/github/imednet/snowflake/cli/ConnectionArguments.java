package io.github.imednet.snowflake.cli;

import picocli.CommandLine.Option;

/** The arguments of commands that need a session in Snowflake and no study: each is a property too. */
final class ConnectionArguments extends RouteOptions {

    @Option(names = "--database", paramLabel = "NAME", descriptionKey = "snowflake.database")
    private String database;

    @Option(names = "--schema", paramLabel = "NAME", descriptionKey = "snowflake.schema")
    private String schema;

    @Option(names = "--warehouse", paramLabel = "NAME", descriptionKey = "snowflake.warehouse")
    private String warehouse;

    @Option(names = "--role", paramLabel = "NAME", descriptionKey = "snowflake.role")
    private String role;
}
