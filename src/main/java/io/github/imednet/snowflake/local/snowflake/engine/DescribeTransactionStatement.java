package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.Arrays;
import java.util.List;

/** DESCRIBE TRANSACTION: what has become of it, whoever's it was. */
record DescribeTransactionStatement(String id) implements Statement {

    private static final List<Column> COLUMNS = List.of(
            Column.text("id"), Column.text("user"), Column.text("session name"), Column.timestamp("started_on"),
            Column.text("state"), Column.timestamp("ended_on"));

    /** Reads what follows the words. */
    static DescribeTransactionStatement parse(TokenReader reader) throws SqlFailure {
        Token id = reader.next();
        if (id.kind() != Token.Kind.NUMBER) {
            throw Failures.unexpected(id);
        }
        reader.expectEnd();
        return new DescribeTransactionStatement(id.text());
    }

    @Override
    public StatementType type() {
        return StatementType.DESCRIBE;
    }

    @Override
    public StatementResult run(Session session) throws SqlFailure {
        TransactionStates.State state = state(session);
        if (state == null) {
            throw Failures.objectMissing("Transaction", id);
        }
        String ended = state.ended() == null ? null : ResultEncoder.timestamp(state.ended());
        return StatementResult.of(type(), COLUMNS, List.of(Arrays.asList(
                id, state.owner().user(), "", ResultEncoder.timestamp(state.started()), state.state(), ended)));
    }

    private TransactionStates.State state(Session session) {
        return id.matches("\\d{1,18}|[1-8]\\d{18}") ? session.engine().transactions().find(Long.parseLong(id)) : null;
    }

    @Override
    public EngineSession.Description describe(Session session) {
        return new EngineSession.Description(type(), COLUMNS, 0);
    }
}
