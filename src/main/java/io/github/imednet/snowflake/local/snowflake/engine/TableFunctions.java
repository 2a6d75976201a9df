package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.List;

/** What can stand in {@code TABLE(...)}. */
final class TableFunctions {

    private TableFunctions() {}

    static String call(Rewriter rewriter, TokenReader reader) throws SqlFailure {
        Session session = rewriter.session();
        if (reader.accept("FLATTEN")) {
            String source = Flatten.source(rewriter, reader);
            reader.expectEnd();
            return source;
        }
        if (reader.accept("RESULT_SCAN", "(")) {
            StatementResult result = session.engine().results().get(queryId(session, reader));
            reader.expect(")");
            reader.expectEnd();
            return InlineRelation.sql(result.columns(), result.allRows());
        }
        if (reader.accept("GENERATOR", "(", "ROWCOUNT", "=>")) {
            int rows = reader.number();
            reader.expect(")");
            return "(SELECT range AS \"SEQ\" FROM range(" + rows + "))";
        }
        if (reader.accept("INFER_SCHEMA")) {
            String source = InferSchema.call(session, TokenReader.of(reader.sql(), reader.parenthesised()));
            reader.expectEnd();
            return source;
        }
        ObjectName name = reader.objectName();
        List<String> parts = name.parts();
        boolean inInformationSchema = parts.size() > 1 && parts.get(parts.size() - 2).equals("INFORMATION_SCHEMA");
        if (inInformationSchema && name.last().equals("COPY_HISTORY")) {
            return CopyHistory.call(session, reader);
        }
        throw Failures.unsupported("The table function " + name);
    }

    /** The id that RESULT_SCAN is asked for: a string or LAST_QUERY_ID. */
    static String queryId(Session session, TokenReader reader) throws SqlFailure {
        if (!reader.accept("LAST_QUERY_ID", "(")) {
            return reader.string();
        }
        int sign = reader.accept("-") ? -1 : 1;
        String id = session.queryId(reader.nextIs(")") ? -1 : sign * reader.number());
        reader.expect(")");
        if (id == null) {
            throw new SqlFailure("000709", "02000", "Statement not found");
        }
        return id;
    }
}
