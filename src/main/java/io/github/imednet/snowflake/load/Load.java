package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.model.StagedFile;
import java.util.Comparator;
import java.util.List;

/**
 * Some batches that travel together: one PUT, one COPY, one transaction.
 *
 * @param target the table, and what is known of it
 * @param folder where its files are on the stage
 * @param files the load's files, one at least
 */
public record Load(LoadTarget target, StageFolder folder, List<StagedFile> files) implements LoadFiles {

    public Load {
        files = List.copyOf(files);
    }

    public String firstBatchId() {
        return files.stream().min(Comparator.comparingLong(StagedFile::afterId)).orElseThrow().batchId();
    }

    public long rows() {
        return files.stream().mapToLong(StagedFile::rows).sum();
    }

    List<String> batchIds() {
        return files.stream().map(StagedFile::batchId).toList();
    }

    Load with(List<StagedFile> others) {
        return new Load(target, folder, others);
    }
}
