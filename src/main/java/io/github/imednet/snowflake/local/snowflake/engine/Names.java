package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes names of columns, tables and sequences, and finds the session's temporary tables behind them. */
final class Names {

    /** What a sequence's name is followed by. */
    static final String NEXT_VALUE = "NEXTVAL";

    private Names() {}

    static String write(Session session, List<Token> parts) throws SqlFailure {
        for (Token part : parts) {
            if (part.text().equals(Databases.HIDDEN_SCHEMA)) {
                throw Failures.objectMissing("Schema", part.text());
            }
        }
        Optional<Sequence> sequence = sequence(session, parts);
        if (sequence.isPresent()) {
            session.rights().require("USAGE", sequence.get());
            return Sequence.nextValue(sequence.get().name().sql());
        }
        for (QualifiedName name : session.tables().temporaryNames()) {
            int matched = matched(session, name, parts);
            if (matched == parts.size()) {
                return Tables.temporarySql(name.name());
            }
            if (matched > 0) {
                return join(parts.subList(matched - 1, parts.size()));
            }
        }
        return join(parts);
    }

    /** The sequence whose next value the parts of the name mean: NEXTVAL may also be a column. */
    static Optional<Sequence> sequence(Session session, List<Token> parts) throws SqlFailure {
        int last = parts.size() - 1;
        if (last < 1 || last > 3 || !parts.get(last).is(NEXT_VALUE)
                || !parts.stream().allMatch(Token::isIdentifier)) {
            return Optional.empty();
        }
        List<String> name = parts.subList(0, last).stream().map(Token::text).toList();
        String schema = last > 1 ? name.get(last - 2) : session.context().requireSchema();
        String database = last > 2 ? name.get(0) : session.context().requireDatabase();
        return session.engine().databases().exists(database)
                ? session.sequences().find(new QualifiedName(database, schema, name.get(last - 1)))
                        .filter(session.rights()::sees)
                : Optional.empty();
    }

    /** How many of the parts are the table's qualified name; 0 if they are not. */
    private static int matched(Session session, QualifiedName table, List<Token> parts) {
        List<String> texts = parts.stream().map(Token::text).collect(Collectors.toList());
        List<String> three = List.of(table.database(), table.schema(), table.name());
        if (texts.size() >= 3 && texts.subList(0, 3).equals(three)) {
            return 3;
        }
        boolean two = texts.size() >= 2
                && table.database().equals(session.database())
                && texts.subList(0, 2).equals(three.subList(1, 3));
        return two ? 2 : 0;
    }

    private static String join(List<Token> parts) {
        return parts.stream()
                .map(part -> part.is("*") ? "*" : Keywords.name(part, parts.size() > 1))
                .collect(Collectors.joining("."));
    }
}
