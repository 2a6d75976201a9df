package io.github.imednet.snowflake.ingest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Files that are on the stage and wait for a COPY. Whoever brings one and finds a COPY free takes all that wait;
 * whoever finds none leaves its file to those that are at work, who look again when they are done. So each file is in
 * one list.
 */
final class CopyQueue {

    /** COPY takes no longer list of names. */
    static final int MOST_FILES = 1_000;

    private final Queue<IngestFile> waiting = new ArrayDeque<>();
    private int most;
    private int running;

    /** @param most COPYs at the same time; 0 for none before {@link #close} */
    CopyQueue(int most) {
        this.most = most;
    }

    synchronized void add(IngestFile file) {
        waiting.add(file);
    }

    /** No file comes any more: one COPY may take what is left. */
    synchronized void close() {
        most = Math.max(1, most);
    }

    /** @return files for a new COPY, or null for none */
    synchronized @Nullable List<IngestFile> begin() {
        if (running == most || waiting.isEmpty()) {
            return null;
        }
        running++;
        return take();
    }

    /** @return files for whoever has just done a COPY, or null for none */
    synchronized @Nullable List<IngestFile> next() {
        if (waiting.isEmpty()) {
            running--;
            return null;
        }
        return take();
    }

    private List<IngestFile> take() {
        List<IngestFile> files = new ArrayList<>();
        while (files.size() < MOST_FILES && !waiting.isEmpty()) {
            files.add(waiting.remove());
        }
        return files;
    }
}
