package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.DirectoryCopy;
import io.github.imednet.snowflake.local.imednet.StudyData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The sample study, exported once for all tests of a class: each begins with a copy of what the export left. */
public final class ExportedSample {

    private final Path directory;
    private final int records;
    private final ExportSummary summary;

    /** @param directory an empty one, kept as long as there are tests; files of the export may be in it too */
    public ExportedSample(Path directory, int records, Map<String, String> settings) throws Exception {
        this.directory = directory;
        this.records = records;
        try (LocalServers servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(records))) {
            this.summary = servers.export("SAMPLE", settings);
        }
    }

    public ExportSummary summary() {
        return summary;
    }

    /** Copies all that the export left to an empty directory, and serves what is in it there, and the same study. */
    public LocalServers copyTo(Path test) throws IOException {
        DirectoryCopy.copy(directory, test);
        return new LocalServers(test.resolve("snowflake"), StudyData.sample(records));
    }
}
