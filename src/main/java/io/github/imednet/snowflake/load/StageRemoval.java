package io.github.imednet.snowflake.load;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Files that are to be removed from the stage, and those that were. */
public final class StageRemoval {

    private final List<StageFile> files;
    private final Set<StageFile> removed = new LinkedHashSet<>();

    StageRemoval(List<StageFile> files) {
        this.files = List.copyOf(files);
    }

    public List<StageFile> files() {
        return files;
    }

    public synchronized List<StageFile> removed() {
        return List.copyOf(removed);
    }

    synchronized void removed(StageFile file) {
        removed.add(file);
    }
}
