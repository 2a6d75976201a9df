package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.load.StageFile.State;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The removal of files from the stage: what the ledger knows, what is there, what is to go, and what is gone. */
public final class StageRemoval {

    private final Set<StageFile> removed = new LinkedHashSet<>();
    private Map<String, State> known;
    private List<StageFile> listed = List.of();
    private @Nullable List<StageFile> files;

    /** Of files that are not known yet. */
    public StageRemoval() {
        this(Map.of());
    }

    /** @param known what the ledger says of files, by their paths inside the stage */
    StageRemoval(Map<String, State> known) {
        this.known = known;
    }

    synchronized Map<String, State> known() {
        return known;
    }

    synchronized void known(Map<String, State> states) {
        known = states;
    }

    /** All files that were found on the stage. */
    public synchronized List<StageFile> listed() {
        return listed;
    }

    synchronized void listed(List<StageFile> found, List<StageFile> removable) {
        listed = List.copyOf(found);
        files = List.copyOf(removable);
    }

    /** Those of them that are to be removed. */
    public synchronized List<StageFile> files() {
        return files == null ? List.of() : files;
    }

    public synchronized List<StageFile> removed() {
        return List.copyOf(removed);
    }

    synchronized void removed(StageFile file) {
        removed.add(file);
    }

    /** How many of the files that were to go are still there; all that are known if they could not be listed. */
    public synchronized int left() {
        return files == null ? known.size() : files.size() - removed.size();
    }
}
