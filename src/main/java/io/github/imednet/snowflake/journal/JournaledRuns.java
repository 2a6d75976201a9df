package io.github.imednet.snowflake.journal;

import java.nio.file.Path;
import java.util.List;

/**
 * Runs of a state directory.
 *
 * @param runs the oldest first
 * @param unreadable what stands among them and is ignored
 */
public record JournaledRuns(List<JournaledRun> runs, List<Unreadable> unreadable) {

    /**
     * A directory that has no journal that can be read.
     *
     * @param problem what is wrong, for people
     */
    public record Unreadable(Path directory, String problem) {

        public String id() {
            return directory.getFileName().toString();
        }

        @Override
        public String toString() {
            return directory + " is ignored: " + problem + ". Remove the folder when it is no longer needed";
        }
    }
}
