package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What Snowflake can read FROM and DuckDB cannot as it stands: staged files, VALUES, table functions. */
final class Sources {

    private final Rewriter rewriter;
    private final StagedRows staged;
    private final boolean values;

    private Sources(Rewriter rewriter, StagedRows staged, boolean values) {
        this.rewriter = rewriter;
        this.staged = staged;
        this.values = values;
    }

    /** Looks ahead for the staged files that the SELECT's {@code $1} means. */
    static Sources of(Rewriter rewriter, List<Token> tokens) throws SqlFailure {
        TokenReader reader = TokenReader.of(rewriter.sql(), tokens);
        StagedRows staged = null;
        boolean values = false;
        while (!reader.atEnd()) {
            if (reader.nextIs("(")) {
                reader.parenthesised();
            } else if (reader.accept("FROM") || reader.accept("JOIN")) {
                if (reader.nextIsStage()) {
                    refuseSecond(staged);
                    staged = staged(rewriter.session(), reader);
                }
                values |= reader.nextIs("VALUES") || reader.nextIs("(", "VALUES");
            } else {
                reader.next();
            }
        }
        return new Sources(rewriter, staged, values);
    }

    private static void refuseSecond(StagedRows staged) throws SqlFailure {
        if (staged != null) {
            throw Failures.unsupported("A SELECT from two stages");
        }
    }

    /** What {@code $1} means here, or null. */
    RowSource rows() {
        return staged != null ? staged : values ? RowSource.VALUES : null;
    }

    /** The source that comes next in DuckDB's SQL, consumed; null if DuckDB reads it as it stands. */
    String next(TokenReader reader) throws SqlFailure {
        if (reader.nextIsStage()) {
            skipStage(reader);
            return staged.source();
        }
        if (reader.nextIs("VALUES")) {
            return values(reader, readValues(reader));
        }
        if (reader.nextIs("(", "VALUES")) {
            TokenReader inside = TokenReader.of(rewriter.sql(), reader.parenthesised());
            List<Token> rows = readValues(inside);
            inside.expectEnd();
            return values(reader, rows);
        }
        if (reader.nextIs("TABLE", "(")) {
            reader.accept("TABLE");
            return TableFunctions.call(rewriter, TokenReader.of(rewriter.sql(), reader.parenthesised()));
        }
        if (reader.nextIs("DUAL") && !reader.peek(1).is(".")) {
            reader.accept("DUAL");
            return "(SELECT 1) AS \"DUAL\"";
        }
        if (reader.nextIs("LATERAL", "FLATTEN", "(")) {
            reader.accept("LATERAL", "FLATTEN");
            return Flatten.source(rewriter, reader);
        }
        return InformationSchema.source(rewriter, reader);
    }

    private static StagedRows staged(Session session, TokenReader reader) throws SqlFailure {
        StageReference reference = reader.stage();
        OptionList options = stageOptions(reader);
        Stage stage = session.catalog().stage(reference, "READ");
        Map<String, String> format = options.nestedMap("FILE_FORMAT");
        String pattern = options.text("PATTERN");
        options.refuseRest();
        FileFormat fileFormat = FileFormat.resolve(session, format, stage);
        StagedFiles files = StagedFiles.matching(stage, reference.path(), pattern);
        StagedRows rows = StagedRows.read(session, stage, files.all(), fileFormat);
        rows.hideNames();
        return rows;
    }

    private static OptionList stageOptions(TokenReader reader) throws SqlFailure {
        boolean given = reader.nextIs("(");
        TokenReader inside = TokenReader.of(reader.sql(), given ? reader.parenthesised() : List.of());
        OptionList options = OptionList.parse(inside);
        inside.expectEnd();
        return options;
    }

    private static void skipStage(TokenReader reader) throws SqlFailure {
        reader.next();
        if (reader.nextIs("(")) {
            reader.parenthesised();
        }
    }

    private static List<Token> readValues(TokenReader reader) throws SqlFailure {
        reader.expect("VALUES");
        return reader.groups();
    }

    /** VALUES with the columns' names: those that follow it, or COLUMN1, COLUMN2. */
    private String values(TokenReader reader, List<Token> rows) throws SqlFailure {
        reader.accept("AS");
        boolean aliased = reader.peek().isIdentifier() && !Keywords.isSyntax(reader.peek());
        String alias = SqlText.identifier(aliased ? reader.identifier() : "VALUES");
        List<String> columns = aliased && reader.nextIs("(") ? reader.identifierList() : defaultColumns(rows);
        String names = columns.stream().map(SqlText::identifier).collect(Collectors.joining(", "));
        return "(VALUES " + rewriter.rewrite(rows, null) + ") AS " + alias + " (" + names + ")";
    }

    private List<String> defaultColumns(List<Token> rows) throws SqlFailure {
        TokenReader reader = TokenReader.of(rewriter.sql(), rows);
        int count = Rewriter.split(reader.parenthesised()).size();
        return IntStream.rangeClosed(1, count).mapToObj(i -> "COLUMN" + i).collect(Collectors.toList());
    }
}
