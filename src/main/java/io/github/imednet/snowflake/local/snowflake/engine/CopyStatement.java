package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * COPY INTO a table, as it was written.
 *
 * @param columns of the target, or null for all
 * @param transformation the select list of the form with a SELECT, or null
 * @param files the FILES list, or null
 * @param fileFormat options of FILE_FORMAT, empty if there are none
 * @param matchByColumnName NONE, CASE_SENSITIVE or CASE_INSENSITIVE
 * @param sizeLimit SIZE_LIMIT: once so many bytes of files are loaded, no further file is
 * @param metadataColumns INCLUDE_METADATA: target columns and the METADATA$ columns that fill them
 */
record CopyStatement(
        String sql,
        ObjectName target,
        List<String> columns,
        StageReference stage,
        List<Token> transformation,
        List<String> files,
        String pattern,
        Map<String, String> fileFormat,
        boolean force,
        boolean purge,
        OnError onError,
        long sizeLimit,
        String matchByColumnName,
        Map<String, String> metadataColumns)
        implements Statement {

    static CopyStatement parse(TokenReader reader) throws SqlFailure {
        reader.expect("COPY", "INTO");
        ObjectName target = reader.objectName();
        List<String> columns = reader.nextIs("(") ? reader.identifierList() : null;
        reader.expect("FROM");
        List<Token> transformation = null;
        StageReference stage;
        if (reader.nextIs("(")) {
            TokenReader select = TokenReader.of(reader.sql(), reader.parenthesised());
            select.expect("SELECT");
            transformation = select.until("FROM");
            stage = from(select, transformation);
        } else {
            stage = reader.stage();
        }
        OptionList options = OptionList.parse(reader);
        reader.expectEnd();
        return read(reader.sql(), target, columns, stage, transformation, options);
    }

    private static StageReference from(TokenReader select, List<Token> list) throws SqlFailure {
        if (list.stream().anyMatch(token -> token.is("DISTINCT"))) {
            throw Failures.unsupported("DISTINCT in a COPY transformation");
        }
        select.expect("FROM");
        StageReference stage = select.stage();
        select.accept("AS");
        if (select.peek().isIdentifier() && !Keywords.isSyntax(select.peek())) {
            select.next();
        }
        // Snowflake too allows no WHERE, JOIN, ORDER BY or LIMIT here.
        select.expectEnd();
        return stage;
    }

    private static CopyStatement read(
            String sql,
            ObjectName target,
            List<String> columns,
            StageReference stage,
            List<Token> transformation,
            OptionList options)
            throws SqlFailure {
        String match = options.word("MATCH_BY_COLUMN_NAME", "NONE");
        if (!List.of("NONE", "CASE_SENSITIVE", "CASE_INSENSITIVE").contains(match)) {
            throw Failures.invalidValue(match, "MATCH_BY_COLUMN_NAME");
        }
        if (transformation != null && !match.equals("NONE")) {
            throw Failures.syntax("match_by_column_name is not supported with copy transform.");
        }
        CopyStatement statement = new CopyStatement(
                sql,
                target,
                columns,
                stage,
                transformation,
                options.strings("FILES"),
                options.text("PATTERN"),
                options.nestedMap("FILE_FORMAT"),
                options.bool("FORCE", false),
                options.bool("PURGE", false),
                OnError.parse(options.word("ON_ERROR", "ABORT_STATEMENT")),
                options.bytes("SIZE_LIMIT"),
                match,
                metadataColumns(options, match));
        takeDefaults(options);
        options.refuseRest();
        return statement;
    }

    private static Map<String, String> metadataColumns(OptionList options, String match) throws SqlFailure {
        Map<String, String> columns = new LinkedHashMap<>();
        TokenReader reader = options.nested("INCLUDE_METADATA");
        if (reader == null) {
            return columns;
        }
        if (match.equals("NONE")) {
            throw Failures.syntax("INCLUDE_METADATA needs MATCH_BY_COLUMN_NAME.");
        }
        do {
            String column = reader.identifier();
            reader.expect("=");
            columns.put(column, reader.identifier());
        } while (reader.accept(","));
        reader.expectEnd();
        return columns;
    }

    /** Options whose default is what this server does. */
    private static void takeDefaults(OptionList options) throws SqlFailure {
        List<String> refused = new ArrayList<>();
        for (String option : List.of("TRUNCATECOLUMNS", "RETURN_FAILED_ONLY")) {
            if (options.bool(option, false)) {
                refused.add(option + " = TRUE");
            }
        }
        if (!options.bool("ENFORCE_LENGTH", true)) {
            refused.add("ENFORCE_LENGTH = FALSE");
        }
        // No load is ever uncertain here, so the option changes nothing.
        options.bool("LOAD_UNCERTAIN_FILES", false);
        if (!refused.isEmpty()) {
            throw Failures.unsupported(String.join(", ", refused));
        }
    }

    @Override
    public StatementType type() {
        return StatementType.COPY;
    }

    @Override
    public ObjectName storesIn() {
        return target;
    }

    @Override
    public StatementResult run(Session session) throws SqlFailure {
        return new CopyExecution(session, this).run();
    }
}
