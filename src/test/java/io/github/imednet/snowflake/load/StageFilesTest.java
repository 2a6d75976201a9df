package io.github.imednet.snowflake.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.load.LoadReceipt.LoadedFile;
import io.github.imednet.snowflake.load.StageFile.State;
import io.github.imednet.snowflake.model.StagedFile;
import io.github.imednet.snowflake.run.SettingsOf;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which files on a stage are looked at, and which of them go. */
class StageFilesTest {

    private final StageFiles stage =
            new StageFiles(SettingsOf.defaults(Map.of()), new SnowflakeStatements(null));

    @Test
    void ofALoadOnlyFilesAreListedWhoseNamesBeginAsItsOwnDo() {
        assertThat(StageFiles.commonStart(load("S_records_10-00.parquet", "S_records_11-00.parquet")))
                .isEqualTo("S_records_1");
        assertThat(StageFiles.commonStart(load("S_records_10-00.parquet"))).isEqualTo("S_records_10-00.parquet");
    }

    @Test
    void aFileWhosePathAnotherOneBeginsWithStays() {
        List<StageFile> files = Stream.of("a/f", "a/f.gz", "a/f0", "a/g", "a/h", "a/h/", "b")
                .map(path ->
                        new StageFile(path, 1, path.length() == 3 || path.equals("b") ? State.LOADED : State.UNKNOWN))
                .toList();

        assertThat(StageFiles.removable(files)).extracting(StageFile::path).containsExactly("a/g", "b");
    }

    private static LoadReceipt load(String... names) {
        return new LoadReceipt(
                Stream.of(names)
                        .map(name -> new StagedFile(name, Path.of(name), "00", 1, 1, 0, 1, null))
                        .map(file -> new LoadedFile(file, 1, "query", Instant.EPOCH))
                        .toList(),
                LoadReceipt.Status.LOADED);
    }
}
