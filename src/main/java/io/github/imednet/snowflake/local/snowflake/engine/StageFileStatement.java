package io.github.imednet.snowflake.local.snowflake.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** LIST or REMOVE: the files of a stage below a prefix. */
record StageFileStatement(boolean remove, StageReference stage, String pattern) implements Statement {

    private static final DateTimeFormatter RFC_1123 =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    static StageFileStatement parse(TokenReader reader) throws SqlFailure {
        String word = reader.next().text();
        StageReference stage = reader.stage();
        OptionList options = OptionList.parse(reader);
        String pattern = options.text("PATTERN");
        options.refuseRest();
        reader.expectEnd();
        return new StageFileStatement(word.equals("REMOVE") || word.equals("RM"), stage, pattern);
    }

    @Override
    public StatementType type() {
        return remove ? StatementType.REMOVE : StatementType.LIST;
    }

    @Override
    public StatementResult run(Session session) throws SqlFailure {
        Stage found = session.catalog().stage(stage, remove ? "WRITE" : "READ");
        List<List<String>> rows = new ArrayList<>();
        for (Stage.StagedFile file : StagedFiles.matching(found, stage.path(), pattern).all()) {
            String name = found.label() + "/" + file.path();
            try {
                rows.add(remove ? removed(session, found, file) : listed(session, name, file));
            } catch (SqlFailure e) {
                if (remove || Files.exists(file.file())) {
                    throw e;
                }
                // another session has removed it meanwhile: then it is not on the list
            }
        }
        return StatementResult.of(type(), columns(), rows);
    }

    private List<Column> columns() {
        return remove
                ? List.of(Column.text("name"), Column.text("result"))
                : List.of(
                        Column.text("name"), Column.number("size"), Column.text("md5"), Column.text("last_modified"));
    }

    private static List<String> listed(Session session, String name, Stage.StagedFile file) throws SqlFailure {
        return List.of(
                name,
                Long.toString(Checksums.size(file.file())),
                session.engine().checksums().md5(file.file()),
                RFC_1123.format(Checksums.lastModified(file.file())));
    }

    private static List<String> removed(Session session, Stage stage, Stage.StagedFile file) throws SqlFailure {
        String name = stage.label() + "/" + file.path();
        try {
            session.engine().externalStages().delete(stage, file);
            return List.of(name, "removed");
        } catch (IOException e) {
            throw Failures.internal("cannot remove " + name, e);
        }
    }
}
