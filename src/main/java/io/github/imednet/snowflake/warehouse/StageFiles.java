package io.github.imednet.snowflake.warehouse;

import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.warehouse.StageFile.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;

/** Looks at the files on the stage, and takes off those that were loaded: what they hold is in the table, or was. */
public final class StageFiles {

    private final WarehouseNames names;

    public StageFiles(ExportSettings settings) {
        this.names = WarehouseNames.of(settings);
    }

    /** In single quotes, as Snowflake wants it where the stage's name or the path has other than plain characters. */
    public String list() {
        return "LIST " + Sql.text(names.stageFolder());
    }

    /** Asks for each of the study's files that was ever loaded, into whichever table of this ledger. */
    public String known(@ExchangeProperty("studyKey") String studyKey) {
        return "SELECT \"STAGE_PATH\", MAX(CASE WHEN \"SUPERSEDED_AT\" IS NULL THEN 1 ELSE 0 END) AS \"IS_CURRENT\""
                + " FROM " + names.ledger() + " WHERE \"STUDY_KEY\" = " + Sql.text(studyKey)
                + " GROUP BY \"STAGE_PATH\"";
    }

    /** @param answer the rows of {@link #known} */
    public Map<String, State> states(@Variable("answer") Object answer) {
        Map<String, State> states = new HashMap<>();
        for (SqlAnswer.Row row : SqlAnswer.of(answer).rows()) {
            states.put(row.text("STAGE_PATH"), row.number("IS_CURRENT") == 1 ? State.LOADED : State.SUPERSEDED);
        }
        return states;
    }

    /**
     * All files on the stage, below the prefix.
     *
     * @param answer the rows of {@link #list}
     */
    public List<StageFile> files(
            @ExchangeProperty("knownFiles") Map<String, State> known, @Variable("answer") Object answer) {
        List<StageFile> files = new ArrayList<>();
        names.sizes(answer).forEach((path, bytes) ->
                files.add(new StageFile(path, bytes, known.getOrDefault(path, State.UNKNOWN))));
        return files;
    }

    /**
     * What may be removed: files that were loaded. REMOVE takes whatever begins with the path that it is given, so that
     * a file whose path another one begins with stays.
     */
    public StageRemoval removable(@ExchangeProperty("stageFiles") List<StageFile> files) {
        return new StageRemoval(files.stream()
                .filter(StageFile::wasLoaded)
                .filter(file -> isAlone(file, files))
                .toList());
    }

    /**
     * The files of a load on the stage, after its commit.
     *
     * @param answer the rows of {@link #list}
     */
    public StageRemoval purgeable(@Body LoadReceipt receipt, @Variable("answer") Object answer) {
        Map<String, State> loaded = new HashMap<>();
        receipt.files().forEach(file -> loaded.put(names.stagePath(file.file().name()), State.LOADED));
        return removable(files(loaded, answer));
    }

    public String remove(@Body StageFile file) {
        return "REMOVE " + Sql.text('@' + names.stage() + '/' + file.path());
    }

    /**
     * Checks that REMOVE took nothing but the file. No row at all means that somebody else has removed it.
     *
     * @param answer the rows of {@link #remove}
     * @throws IllegalStateException naming what else was removed
     */
    public void checkRemoved(
            @Body StageFile file,
            @ExchangeProperty("stageRemoval") StageRemoval removal,
            @Variable("answer") Object answer) {
        for (SqlAnswer.Row row : SqlAnswer.of(answer).rows()) {
            if (!names.pathInside(row.text("name")).equals(file.path())) {
                throw new IllegalStateException(
                        "REMOVE of " + file.path() + " has removed " + row.text("name") + " too");
            }
            removal.removed(file);
        }
    }

    private static boolean isAlone(StageFile file, List<StageFile> files) {
        return files.stream()
                .map(StageFile::path)
                .noneMatch(other -> !other.equals(file.path()) && other.startsWith(file.path()));
    }
}
