package io.github.imednet.snowflake.load;

import static io.github.imednet.snowflake.load.StagedFiles.file;
import static io.github.imednet.snowflake.load.StagedFiles.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.config.ImednetResource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadAnswersTest {

    private static final LoadTarget TARGET = new LoadTarget(
            "run", "S", ImednetResource.RECORDS, "then", true, true, 0, Replacement.ID_RANGES, null);
    private static final Load LOAD =
            new Load(TARGET, StagedFiles.FOLDER, List.of(file(0, 500, 0, 500), file(1, 20, 500, 520)));

    private final LoadAnswers answers = new LoadAnswers();

    @Test
    void aLoadWhoseFilesAreAllWholePasses() {
        Object answer = List.of(copied(0, "LOADED", 500, 500), copied(1, "LOADED", 20, 20));

        assertThat(answers.checkCopy(LOAD, answer)).isEqualTo(Map.of(name(0), 500L, name(1), 20L));
    }

    @Test
    void aFileThatCopyDoesNotNameIsMissed() {
        assertThatExceptionOfType(LoadAnswerException.class)
                .isThrownBy(() -> answers.checkCopy(LOAD, List.of(copied(0, "LOADED", 500, 500))))
                .withMessageContaining("S/records/1: COPY did not load");
    }

    @Test
    void aCopyThatFoundNothingToDoIsNoLoad() {
        assertThatExceptionOfType(LoadAnswerException.class)
                .isThrownBy(() ->
                        answers.checkCopy(LOAD, List.of(Map.of("status", "Copy executed with 0 files processed."))));
    }

    @Test
    void aFileLoadedInPartIsRefusedWithItsNumbers() {
        Object answer = List.of(copied(0, "PARTIALLY_LOADED", 500, 499), copied(1, "LOADED", 20, 20));

        assertThatExceptionOfType(LoadAnswerException.class)
                .isThrownBy(() -> answers.checkCopy(LOAD, answer))
                .withMessageContaining("of 500 rows")
                .withMessageContaining("parsed 500 and loaded 499 (PARTIALLY_LOADED)");
    }

    @Test
    void aFileWithFewerRowsThanItsBatchIsRefused() {
        Object answer = List.of(copied(0, "LOADED", 499, 499), copied(1, "LOADED", 20, 20));

        assertThatExceptionOfType(LoadAnswerException.class).isThrownBy(() -> answers.checkCopy(LOAD, answer));
    }

    @Test
    void aFileThatNobodyAskedForIsRefused() {
        Object answer = List.of(copied(0, "LOADED", 500, 500), copied(1, "LOADED", 20, 20), copied(2, "LOADED", 1, 1));

        assertThatExceptionOfType(LoadAnswerException.class)
                .isThrownBy(() -> answers.checkCopy(LOAD, answer))
                .withMessageContaining("not asked for");
    }

    @Test
    void aCountInPlaceOfRowsIsAnError() {
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> answers.checkCopy(LOAD, "COPY INTO"));
    }

    @Test
    void aFileThatPutSkippedIsNotTakenForUploaded() {
        Object answer = List.of(
                Map.of("target", name(0), "status", "UPLOADED"), Map.of("target", name(1), "status", "SKIPPED"));

        assertThatExceptionOfType(LoadAnswerException.class)
                .isThrownBy(() -> answers.checkPut(LOAD, answer))
                .withMessageContaining(name(1));
    }

    private static Map<String, Object> copied(int batch, String status, long parsed, long loaded) {
        return Map.of(
                "FILE",
                "my_stage/imednet/" + name(batch),
                "status",
                status,
                "rows_parsed",
                parsed,
                "rows_loaded",
                loaded);
    }
}
