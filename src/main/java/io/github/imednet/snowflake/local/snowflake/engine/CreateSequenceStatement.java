package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.Set;

/** CREATE SEQUENCE. Values come in order here, whatever NOORDER allows. */
record CreateSequenceStatement(
        Creation creation, ObjectName name, long start, long increment, boolean ordered, String comment)
        implements Statement {

    static CreateSequenceStatement parse(Creation creation, TokenReader reader) throws SqlFailure {
        if (creation.temporary() || creation.isTransient()) {
            throw Failures.syntax("a SEQUENCE cannot be temporary.");
        }
        ObjectName name = reader.objectName();
        long start = 1;
        long increment = 1;
        boolean ordered = false;
        String comment = null;
        reader.accept("WITH");
        while (!reader.atEnd()) {
            if (reader.accept("START")) {
                start = value(reader, "WITH");
            } else if (reader.accept("INCREMENT")) {
                increment = value(reader, "BY");
            } else if (reader.accept("COMMENT", "=")) {
                comment = reader.string();
            } else if (reader.accept("ORDER")) {
                ordered = true;
            } else {
                reader.expect("NOORDER");
            }
        }
        if (increment == 0) {
            throw Failures.invalidValue("0", "INCREMENT");
        }
        return new CreateSequenceStatement(creation, name, start, increment, ordered, comment);
    }

    private static long value(TokenReader reader, String word) throws SqlFailure {
        reader.accept(word);
        reader.accept("=");
        return reader.signedNumber();
    }

    @Override
    public StatementType type() {
        return StatementType.DDL;
    }

    @Override
    public StatementResult run(Session session) throws SqlFailure {
        QualifiedName qualified = session.catalog().resolve(name);
        return creation.run(session, qualified, Set.of(), () -> session.sequences().find(qualified), existing -> {
            if (existing.isPresent()) {
                session.rights().require(Grants.OWNERSHIP, existing.get());
                session.sequences().drop(existing.get());
            }
            session.sequences().create(
                    new Sequence(qualified, start, increment, start, Sequence.Properties.now(ordered, comment)));
        });
    }
}
