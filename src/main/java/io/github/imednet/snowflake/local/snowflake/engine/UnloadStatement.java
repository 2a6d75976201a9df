package io.github.imednet.snowflake.local.snowflake.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * COPY INTO a stage: a table or a query as one file.
 *
 * @param query a SELECT
 * @param fileFormat options of FILE_FORMAT, empty if there are none
 */
record UnloadStatement(
        String sql, StageReference target, List<Token> query, Map<String, String> fileFormat, Options options)
        implements Statement {

    /**
     * @param single whether the path is the file's whole name
     * @param named whether the query's id is in its name
     * @param detailed whether the answer has a row for each file
     * @param largest bytes that a file may have
     */
    record Options(
            boolean overwrite, boolean single, boolean named, boolean header, boolean detailed, long largest) {}

    static boolean follows(TokenReader reader) {
        Token target = reader.peek(2);
        return target.kind() == Token.Kind.STAGE
                || target.kind() == Token.Kind.STRING && target.text().startsWith("@");
    }

    static UnloadStatement parse(TokenReader reader) throws SqlFailure {
        reader.expect("COPY", "INTO");
        StageReference target = reader.stage();
        reader.expect("FROM");
        List<Token> query = reader.nextIs("(") ? reader.parenthesised() : selectAll(reader);
        if (reader.nextIs("PARTITION")) {
            throw Failures.unsupported("PARTITION BY");
        }
        OptionList list = OptionList.parse(reader);
        reader.expectEnd();
        Map<String, String> fileFormat = list.nestedMap("FILE_FORMAT");
        Options options = new Options(
                list.bool("OVERWRITE", false),
                list.bool("SINGLE", false),
                list.bool("INCLUDE_QUERY_ID", false),
                list.bool("HEADER", false),
                list.bool("DETAILED_OUTPUT", false),
                list.bytes("MAX_FILE_SIZE"));
        list.refuseRest();
        return new UnloadStatement(reader.sql(), target, query, fileFormat, options);
    }

    private static List<Token> selectAll(TokenReader reader) throws SqlFailure {
        Token place = reader.peek();
        List<Token> query = new ArrayList<>(List.of(
                place.as(Token.Kind.WORD, "SELECT"),
                place.as(Token.Kind.OPERATOR, "*"),
                place.as(Token.Kind.WORD, "FROM")));
        for (String part : reader.objectName().parts()) {
            query.add(place.as(Token.Kind.QUOTED, part));
            query.add(place.as(Token.Kind.OPERATOR, "."));
        }
        return query.subList(0, query.size() - 1);
    }

    @Override
    public StatementType type() {
        return StatementType.UNLOAD;
    }

    @Override
    public StatementResult run(Session session) throws SqlFailure {
        session.rights().requireWarehouse();
        Stage stage = session.catalog().stage(target, "WRITE");
        if (stage.external() != null) {
            throw Failures.unsupported("COPY INTO an external stage");
        }
        UnloadFormat format =
                UnloadFormat.of(FileFormat.options(session, fileFormat, stage), options.header());
        Stage.StagedFile file = stage.file(name(session, format));
        if (!options.overwrite() && file.file().toFile().exists()) {
            throw new SqlFailure(
                    "001030",
                    "22000",
                    "Files already existing at the unload destination: @" + stage.label() + "/" + target.path()
                            + ". Use overwrite option to force unloading.");
        }
        String rewritten = Rewriter.of(session, sql).rewrite(query);
        Path uploads = session.engine().stagesDirectory().resolveSibling("uploads");
        UnloadedFile unloaded = session.transaction().read(() -> {
            List<Column> described = session.duckDb().describe(rewritten);
            List<Column> columns =
                    ResultLabels.apply(sql, query, ResultTypes.of(session, sql, query).apply(described));
            return UnloadedFile.write(session, rewritten, columns, format, uploads);
        });
        if (unloaded.storedBytes() > options.largest()) {
            unloaded.delete();
            throw Failures.unsupported("Unloading more than one file, of MAX_FILE_SIZE = " + options.largest()
                    + " (these are " + unloaded.storedBytes() + " bytes in one)");
        }
        unloaded.moveTo(file.file());
        return answer(unloaded, file);
    }

    private String name(Session session, UnloadFormat format) {
        String path = target.path();
        String base = path.isEmpty() || path.endsWith("/") ? path + "data" : path;
        if (options.single()) {
            return base;
        }
        return base + (options.named() ? "_" + session.queryId() : "") + "_0_0_0" + format.extension();
    }

    private StatementResult answer(UnloadedFile unloaded, Stage.StagedFile file) {
        if (options.detailed()) {
            List<Column> columns =
                    List.of(Column.text("FILE_NAME"), Column.number("FILE_SIZE"), Column.number("ROW_COUNT"));
            List<String> row = List.of(
                    file.path(), Long.toString(unloaded.storedBytes()), Long.toString(unloaded.rows()));
            return StatementResult.of(type(), columns, unloaded.rows() == 0 ? List.of() : List.of(row));
        }
        List<Column> columns = List.of(
                Column.number("rows_unloaded"), Column.number("input_bytes"), Column.number("output_bytes"));
        return StatementResult.of(type(), columns, List.of(List.of(
                Long.toString(unloaded.rows()),
                Long.toString(unloaded.bytes()),
                Long.toString(unloaded.storedBytes()))));
    }
}
