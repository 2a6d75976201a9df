package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.model.StagedFile;
import java.nio.file.Path;

/** Files for tests that look at their names and numbers only. */
final class StagedFiles {

    static final StageFolder FOLDER = new StageFolder("\"DB\".\"PUBLIC\".\"ST\"", "imednet/", null);

    private StagedFiles() {}

    static StagedFile file(int batch, long rows, long afterId, long lastId) {
        return new StagedFile(
                "S/records/" + batch, Path.of("/staging/" + name(batch)), "ab", 100, rows, afterId, lastId, null);
    }

    static String name(int batch) {
        return "S_records_" + batch + "-0123456789abcdef.parquet";
    }
}
