package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.model.StagedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** Puts files together to loads. {@link #endOfFiles} ends the load that is open, however few files it has. */
@RouteBean
public final class LoadAggregation implements AggregationStrategy {

    /** Of a run's first load, where loads grow. The more there is to load, the fewer COPYs. */
    private static final int FIRST_LOAD = 100;

    /** COPY takes no more names. */
    private static final int MOST_FILES = 1000;

    /** What a growing load may have: enough for many large files, and soon sent again if it fails. */
    private static final long MOST_BYTES = 1L << 30;

    private final OptionalInt mostFiles;
    private final StageFolder folder;

    public LoadAggregation(ExportSettings settings) {
        this.mostFiles = settings.get(ExportKeys.LOAD_BATCHES);
        this.folder = WarehouseNames.of(settings).folder();
    }

    /** What comes to the aggregator after the last file. */
    public EndOfFiles endOfFiles() {
        return new EndOfFiles();
    }

    /** No further file comes. */
    public record EndOfFiles() {}

    /** Files that are one load, whatever their number. */
    public record AllFiles(List<StagedFile> files) {}

    /** @throws IllegalArgumentException for a body that is neither a file nor their end */
    @Override
    public Exchange aggregate(Exchange group, Exchange arrived) {
        Object body = arrived.getMessage().getBody();
        FileGroup files = group == null
                ? new FileGroup(mostFiles(arrived))
                : group.getMessage().getBody(FileGroup.class);
        if (body instanceof StagedFile file) {
            files.add(file);
        } else if (body instanceof AllFiles all) {
            all.files().forEach(files::add);
            files.ended = true;
        } else if (body instanceof EndOfFiles) {
            files.ended = true;
        } else {
            throw new IllegalArgumentException("A load is made of StagedFiles, and not of this body: " + body);
        }
        if (group == null) {
            arrived.getMessage().setBody(files);
            return arrived;
        }
        return group;
    }

    /** How many files a body holds on its way to a load. */
    public static int filesOf(Object body) {
        return body instanceof FileGroup group ? group.size() : body instanceof StagedFile ? 1 : 0;
    }

    public boolean isComplete(@Body FileGroup group) {
        return group.ended
                || group.files.size() >= group.most
                || mostFiles.isEmpty() && group.bytes >= MOST_BYTES;
    }

    /** A run's loads are 100 files, 200, 400, 800 and then 1000, so that a small study is as quick as a large one. */
    private int mostFiles(Exchange arrived) {
        return mostFiles.orElseGet(() -> {
            int loadsBefore = arrived.getProperty("run", LoadRun.class).loadBegins();
            return Math.min(MOST_FILES, FIRST_LOAD << Math.min(loadsBefore, 4));
        });
    }

    public boolean hasFiles(@Body FileGroup group) {
        return !group.files.isEmpty();
    }

    /** Begins the load of the files, into the table as the run found it. */
    public LoadState load(@Body FileGroup group, @ExchangeProperty("run") LoadRun run) {
        return new LoadState(new Load(run.target(), folder, group.files));
    }

    /** The files of a load that is still open. */
    public static final class FileGroup {

        private final List<StagedFile> files = new ArrayList<>();
        private final int most;
        private long bytes;
        private boolean ended;

        private FileGroup(int most) {
            this.most = most;
        }

        private void add(StagedFile file) {
            files.add(file);
            bytes += file.bytes();
        }

        /** How many there are. */
        public int size() {
            return files.size();
        }
    }
}
