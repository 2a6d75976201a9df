package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** CREATE of a database, schema, stage or file format; tables, views and sequences have a class of their own. */
record CreateStatement(
        Creation creation, ObjectName name, Map<String, String> format, String comment, ExternalLocation external)
        implements Statement {

    static Statement parse(TokenReader reader) throws SqlFailure {
        Creation creation = Creation.parse(reader);
        if (creation.kind().equals("TABLE")) {
            return CreateTableStatement.parse(creation, reader);
        }
        if (creation.kind().equals("VIEW")) {
            return CreateViewStatement.parse(creation, reader);
        }
        if (creation.kind().equals("SEQUENCE")) {
            return CreateSequenceStatement.parse(creation, reader);
        }
        ObjectName name = reader.objectName();
        OptionList options = OptionList.parse(reader);
        reader.expectEnd();
        String comment = options.text("COMMENT");
        Map<String, String> format = Map.of();
        ExternalLocation external = null;
        if (creation.kind().equals("STAGE")) {
            format = options.nestedMap("FILE_FORMAT");
            takeStageDefaults(options);
            external = external(options);
        } else if (creation.kind().equals("FILE FORMAT")) {
            format = options.takeAll();
            FileFormat.of(format);
        } else if (creation.temporary()) {
            throw Failures.syntax("a " + creation.kind() + " cannot be temporary.");
        }
        if (creation.kind().equals("DATABASE") || creation.kind().equals("SCHEMA")) {
            CreateTableStatement.takeDefaults(options);
        }
        options.refuseRest();
        return new CreateStatement(creation, name, format, comment, external);
    }

    /** Keys of the storage are dropped: none are sent to it. */
    private static ExternalLocation external(OptionList options) throws SqlFailure {
        if (!options.has("URL")) {
            return null;
        }
        TokenReader credentials = options.nested("CREDENTIALS");
        if (credentials != null) {
            OptionList.parse(credentials).takeAll();
        }
        return ExternalLocation.of(options.text("URL"), options.text("STORAGE_INTEGRATION"));
    }

    /** An internal stage's files are not encrypted here, which no statement can tell. */
    private static void takeStageDefaults(OptionList options) throws SqlFailure {
        TokenReader encryption = options.nested("ENCRYPTION");
        if (encryption != null) {
            OptionList.parse(encryption).takeAll();
        }
        TokenReader directory = options.nested("DIRECTORY");
        if (directory != null && OptionList.parse(directory).bool("ENABLE", false)) {
            throw Failures.unsupported("A directory table");
        }
    }

    @Override
    public StatementType type() {
        return StatementType.DDL;
    }

    @Override
    public StatementResult run(Session session) throws SqlFailure {
        return switch (creation.kind()) {
            case "DATABASE" -> createDatabase(session);
            case "SCHEMA" -> createSchema(session);
            case "STAGE" -> createStage(session);
            default -> createFileFormat(session);
        };
    }

    private StatementResult createDatabase(Session session) throws SqlFailure {
        session.transaction().commit();
        Databases databases = session.engine().databases();
        String database = single(name);
        synchronized (databases) {
            if (databases.exists(database)) {
                if (creation.ifNotExists()) {
                    return creation.existedAlready(database);
                }
                if (!creation.orReplace()) {
                    throw Failures.exists(database);
                }
                if (database.equals(session.database())) {
                    session.context().use(null, null);
                }
                session.engine().dropDatabase(database);
            }
            session.engine().createDatabase(database, comment);
        }
        session.context().use(database, "PUBLIC");
        return creation.created("Database", database);
    }

    private StatementResult createSchema(Session session) throws SqlFailure {
        String database = session.catalog().databaseOf(name);
        String schema = name.last();
        if (schema.equals(InformationSchema.NAME) || schema.equals("MAIN")) {
            throw Failures.exists(schema);
        }
        session.rights().requireCreation("SCHEMA", "DATABASE", database, database);
        StatementResult result = session.transaction().ddl(Set.of(), () -> {
            boolean exists = session.schemas().exists(database, schema);
            if (creation.keeps(exists, schema)) {
                return creation.existedAlready(schema);
            }
            if (exists) {
                DropStatement.dropSchema(session, database, schema);
            }
            session.schemas().create(database, schema, comment);
            session.transaction().afterCommit(() -> session.rights().own("SCHEMA", database + '.' + schema));
            return creation.created("Schema", schema);
        });
        session.context().use(database, schema);
        return result;
    }

    private StatementResult createStage(Session session) throws SqlFailure {
        QualifiedName qualified = session.catalog().resolve(name);
        if (!creation.temporary()) {
            session.rights().requireCreation("STAGE", qualified);
        }
        if (external != null) {
            session.engine().externalStages().require();
        }
        return session.transaction().ddl(Set.of(), () -> {
            Optional<Stage> existing = session.stages()
                    .find(qualified)
                    .filter(stage -> stage.temporary() == creation.temporary());
            if (creation.keeps(existing.isPresent(), qualified.toString())) {
                return creation.existedAlready(name.last());
            }
            if (existing.isPresent()) {
                session.rights().require(Grants.OWNERSHIP, existing.get());
                session.stages().drop(existing.get());
                session.transaction().afterCommit(existing.get()::deleteFiles);
            }
            session.stages().create(qualified, creation.temporary(), format, comment, external);
            session.transaction().afterCommit(() -> session.rights().own("STAGE", qualified.toString()));
            return creation.created("Stage area", name.last());
        });
    }

    private StatementResult createFileFormat(Session session) throws SqlFailure {
        QualifiedName qualified = session.catalog().resolve(name);
        session.rights().requireCreation("FILE FORMAT", qualified);
        return session.transaction().ddl(Set.of(), () -> {
            Optional<FileFormats.Named> existing = session.fileFormats()
                    .find(qualified)
                    .filter(named -> named.temporary() == creation.temporary());
            if (creation.keeps(existing.isPresent(), qualified.toString())) {
                return creation.existedAlready(name.last());
            }
            if (existing.isPresent()) {
                session.fileFormats().drop(existing.get());
            }
            session.fileFormats().create(qualified, creation.temporary(), format, comment);
            return creation.created("File format", name.last());
        });
    }

    /** The name of a database, which has one part. */
    static String single(ObjectName name) throws SqlFailure {
        if (name.parts().size() != 1) {
            throw Failures.syntax("unexpected '.' in the name of a database: " + name);
        }
        return name.last();
    }
}
