package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What stands between CREATE and the object's name.
 *
 * @param kind DATABASE, SCHEMA, TABLE, VIEW, SEQUENCE, STAGE or FILE FORMAT
 */
record Creation(String kind, boolean orReplace, boolean isTransient, boolean temporary, boolean ifNotExists) {

    /** The object of that name, if there is one. */
    interface Existing<T> {
        Optional<T> find() throws SqlFailure;
    }

    /** Makes the object, in place of one that is there. */
    interface Making<T> {
        void make(Optional<T> existing) throws SqlFailure;
    }

    static Creation parse(TokenReader reader) throws SqlFailure {
        reader.expect("CREATE");
        if (reader.nextIs("OR", "ALTER")) {
            throw Failures.unsupported("CREATE OR ALTER");
        }
        boolean orReplace = reader.accept("OR", "REPLACE");
        boolean isTransient = reader.accept("TRANSIENT");
        if (!reader.accept("LOCAL")) {
            reader.accept("GLOBAL");
        }
        boolean temporary = reader.accept("TEMPORARY") || reader.accept("TEMP") || reader.accept("VOLATILE");
        String kind = kind(reader);
        boolean ifNotExists = reader.accept("IF", "NOT", "EXISTS");
        if (orReplace && ifNotExists) {
            throw Failures.syntax("options IF NOT EXISTS and OR REPLACE are incompatible.");
        }
        return new Creation(kind, orReplace, isTransient, temporary, ifNotExists);
    }

    /** Reads the kind of object that CREATE, ALTER, DROP, SHOW and DESCRIBE name. */
    static String kind(TokenReader reader) throws SqlFailure {
        for (String kind : new String[] {"DATABASE", "SCHEMA", "TABLE", "VIEW", "SEQUENCE", "STAGE"}) {
            if (reader.accept(kind)) {
                return kind;
            }
        }
        if (reader.accept("FILE", "FORMAT")) {
            return "FILE FORMAT";
        }
        if (reader.peek().kind() == Token.Kind.WORD) {
            throw Failures.unsupported("The kind of object " + reader.peek().text());
        }
        throw reader.unexpected();
    }

    /**
     * Makes an object of a schema in a transaction of its own, unless the one that is there stays; its maker owns it.
     */
    <T> StatementResult run(
            Session session, QualifiedName name, Set<String> locks, Existing<T> existing, Making<T> making)
            throws SqlFailure {
        if (!temporary) {
            session.rights().requireCreation(kind, name);
        }
        return session.transaction().ddl(locks, () -> {
            Optional<T> found = existing.find();
            if (keeps(found.isPresent(), name.toString())) {
                return existedAlready(name.name());
            }
            making.make(found);
            session.transaction().afterCommit(() -> session.rights().own(kind, name.toString()));
            return created(kind.charAt(0) + kind.substring(1).toLowerCase(Locale.ROOT), name.name());
        });
    }

    /** Whether an existing object stays as it is; fails if it may neither stay nor be replaced. */
    boolean keeps(boolean exists, String object) throws SqlFailure {
        if (exists && !ifNotExists && !orReplace) {
            throw Failures.exists(object);
        }
        return exists && ifNotExists;
    }

    StatementResult created(String what, String name) {
        return StatementResult.status(StatementType.DDL, what + " " + name + " successfully created.");
    }

    StatementResult existedAlready(String name) {
        return StatementResult.status(StatementType.DDL, name + " already exists, statement succeeded.");
    }
}
