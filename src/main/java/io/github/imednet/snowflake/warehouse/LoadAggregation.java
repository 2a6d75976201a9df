package io.github.imednet.snowflake.warehouse;

import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.model.StagedFile;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** Puts files together to loads. A message without a file ends the load that is open, however few files it has. */
public final class LoadAggregation implements AggregationStrategy {

    private final int mostFiles;

    public LoadAggregation(ExportSettings settings) {
        this.mostFiles = settings.loadBatches();
    }

    @Override
    public Exchange aggregate(Exchange group, Exchange arrived) {
        StagedFile file = arrived.getMessage().getBody() instanceof StagedFile staged ? staged : null;
        if (group == null) {
            arrived.getMessage().setBody(new FileGroup(file));
            return arrived;
        }
        group.getMessage().getBody(FileGroup.class).add(file);
        return group;
    }

    public boolean isComplete(@Body FileGroup group) {
        return group.ended || group.files.size() >= mostFiles;
    }

    public boolean hasFiles(@Body FileGroup group) {
        return !group.files.isEmpty();
    }

    public int files(@Body FileGroup group) {
        return group.files.size();
    }

    public Load load(@Body FileGroup group, @ExchangeProperty("loadTarget") LoadTarget target) {
        return new Load(target, group.files);
    }

    /** The files of a load that is still open. */
    public static final class FileGroup {

        private final List<StagedFile> files = new ArrayList<>();
        private boolean ended;

        private FileGroup(StagedFile first) {
            add(first);
        }

        private void add(StagedFile file) {
            if (file == null) {
                ended = true;
            } else {
                files.add(file);
            }
        }
    }
}
