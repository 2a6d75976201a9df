package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * ALTER of a database, schema, view, sequence, stage or file format; tables have a class of their own.
 *
 * @param newName of RENAME TO, or null
 * @param options of SET; empty for RENAME; COMMENT is null for UNSET
 */
record AlterStatement(String kind, ObjectName name, boolean ifExists, ObjectName newName, Map<String, String> options)
        implements Statement {

    static Statement parse(TokenReader reader) throws SqlFailure {
        if (reader.nextIs("ALTER", "SESSION")) {
            return SessionStatement.alterSession(reader);
        }
        reader.expect("ALTER");
        String kind = Creation.kind(reader);
        if (kind.equals("TABLE")) {
            return AlterTableStatement.parse(reader);
        }
        boolean ifExists = reader.accept("IF", "EXISTS");
        ObjectName name = reader.objectName();
        ObjectName newName = null;
        Map<String, String> options = new TreeMap<>();
        if (reader.accept("RENAME", "TO")) {
            newName = reader.objectName();
        } else if (reader.accept("UNSET", "COMMENT")) {
            options.put("COMMENT", null);
        } else if ((kind.equals("VIEW") || kind.equals("SEQUENCE")) && !reader.nextIs("SET", "COMMENT")) {
            throw onlyCommentOf(kind);
        } else {
            reader.expect("SET");
            OptionList list = OptionList.parse(reader);
            if (kind.equals("STAGE")) {
                list.nestedMap("FILE_FORMAT").forEach((key, value) -> options.put("FILE_FORMAT." + key, value));
            }
            options.putAll(list.takeAll());
        }
        reader.expectEnd();
        return new AlterStatement(kind, name, ifExists, newName, options);
    }

    @Override
    public StatementType type() {
        return StatementType.DDL;
    }

    @Override
    public StatementResult run(Session session) throws SqlFailure {
        boolean found =
                switch (kind) {
                    case "STAGE" -> alterStage(session);
                    case "FILE FORMAT" -> alterFileFormat(session);
                    case "VIEW" -> alterView(session);
                    case "SEQUENCE" -> commentSequence(session);
                    case "SCHEMA" -> commentSchema(session);
                    default -> commentDatabase(session);
                };
        if (!found && !ifExists) {
            throw Failures.objectMissing(kind, name.toString());
        }
        return StatementResult.status(type(), "Statement executed successfully.");
    }

    private boolean alterStage(Session session) throws SqlFailure {
        Optional<Stage> found = session.stages().find(session.catalog().resolve(name));
        if (found.isPresent()) {
            Stage old = found.get();
            session.rights().require(Grants.OWNERSHIP, old);
            QualifiedName target = target(session, old.name());
            refuseTaken(newName != null && session.stages().find(target).isPresent(), target);
            refuseOtherDatabase(old.name(), target);
            Map<String, String> format = new TreeMap<>(old.fileFormat());
            String comment = old.comment();
            for (Map.Entry<String, String> option : options.entrySet()) {
                if (option.getKey().startsWith("FILE_FORMAT.")) {
                    format.put(option.getKey().substring("FILE_FORMAT.".length()), option.getValue());
                } else if (option.getKey().equals("COMMENT")) {
                    comment = option.getValue();
                } else {
                    throw Failures.unsupported("The option " + option.getKey());
                }
            }
            Stage stage = new Stage(target, Stages.label(target.name(), old.external()), old.directory(), format,
                    old.created(), comment, old.temporary(), old.external());
            session.transaction().ddl(Set.of(), () -> {
                session.stages().replace(old, stage);
                return null;
            });
        }
        return found.isPresent();
    }

    private boolean alterFileFormat(Session session) throws SqlFailure {
        Optional<FileFormats.Named> found = session.fileFormats().find(session.catalog().resolve(name));
        if (found.isPresent()) {
            FileFormats.Named old = found.get();
            QualifiedName target = target(session, old.name());
            refuseTaken(newName != null && session.fileFormats().find(target).isPresent(), target);
            refuseOtherDatabase(old.name(), target);
            Map<String, String> all = new TreeMap<>(old.options());
            all.putAll(options);
            String comment = all.getOrDefault("COMMENT", old.comment());
            all.remove("COMMENT");
            FileFormat.of(all);
            FileFormats.Named format = new FileFormats.Named(target, all, old.created(), comment, old.temporary());
            session.transaction().ddl(Set.of(), () -> {
                session.fileFormats().replace(old, format);
                return null;
            });
        }
        return found.isPresent();
    }

    private boolean alterView(Session session) throws SqlFailure {
        Optional<View> found = session.views().find(session.catalog().resolve(name));
        if (found.isPresent()) {
            View view = found.get();
            session.rights().require(Grants.OWNERSHIP, view.asTable());
            QualifiedName target = target(session, view.name());
            boolean taken = session.tables().find(target).isPresent() || session.views().find(target).isPresent();
            refuseTaken(newName != null && taken, target);
            if (!target.database().equals(view.name().database()) || !target.schema().equals(view.name().schema())) {
                throw Failures.unsupported("Moving a view to another schema");
            }
            session.transaction().ddl(Set.of(), () -> {
                if (newName == null) {
                    session.views().setProperties(view.withComment(onlyComment()));
                } else {
                    session.views().rename(view, target);
                }
                return null;
            });
        }
        return found.isPresent();
    }

    private boolean commentSequence(Session session) throws SqlFailure {
        String comment = onlyComment();
        Optional<Sequence> found = session.sequences().find(session.catalog().resolve(name));
        if (found.isPresent()) {
            session.rights().require(Grants.OWNERSHIP, found.get());
            session.transaction().ddl(Set.of(), () -> {
                session.sequences().setComment(found.get(), comment);
                return null;
            });
        }
        return found.isPresent();
    }

    private boolean commentSchema(Session session) throws SqlFailure {
        String comment = onlyComment();
        String database = session.catalog().databaseOf(name);
        boolean exists = session.schemas().exists(database, name.last());
        if (exists) {
            session.transaction().ddl(Set.of(), () -> {
                session.schemas().setComment(database, name.last(), comment);
                return null;
            });
        }
        return exists;
    }

    private boolean commentDatabase(Session session) throws SqlFailure {
        String comment = onlyComment();
        String database = CreateStatement.single(name);
        boolean exists = session.engine().databases().exists(database);
        if (exists) {
            session.transaction().ddl(Set.of(), () -> session.duckDb()
                    .update("UPDATE " + Databases.hidden(database) + ".about SET comment = ?", comment));
        }
        return exists;
    }

    private QualifiedName target(Session session, QualifiedName old) throws SqlFailure {
        return newName == null ? old : session.catalog().resolve(newName);
    }

    private String onlyComment() throws SqlFailure {
        if (newName != null || options.size() != 1 || !options.containsKey("COMMENT")) {
            throw onlyCommentOf(kind);
        }
        return options.get("COMMENT");
    }

    private static SqlFailure onlyCommentOf(String kind) {
        return Failures.unsupported("ALTER " + kind + " with anything but SET COMMENT"
                + (kind.equals("VIEW") ? " and RENAME TO" : ""));
    }

    private static void refuseTaken(boolean taken, QualifiedName target) throws SqlFailure {
        if (taken) {
            throw Failures.exists(target.toString());
        }
    }

    private static void refuseOtherDatabase(QualifiedName old, QualifiedName target) throws SqlFailure {
        if (!old.database().equals(target.database())) {
            throw Failures.unsupported("Moving an object to another database");
        }
    }
}
