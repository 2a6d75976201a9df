package io.github.imednet.snowflake.queue;

import java.util.List;
import java.util.Map;

/**
 * What waits, runs and failed; as JSON its names are in snake case, but those of the results, which are as in their
 * topic.
 *
 * @param topic of the orders
 * @param group of the workers
 * @param workers members of the group: each exports one study at a time
 * @param waiting orders that no worker has taken yet
 * @param running what workers told last of orders that they export
 * @param behind which studies wait for the end of a running one, as its worker has their partitions, by its correlation
 *         id
 * @param again the same of orders that are tried again
 * @param failed the same of orders that failed for good
 * @param reconciled how many orders were met
 * @param deadLetters those of this topic's orders among the dead letters
 */
public record QueueReport(
        String topic,
        String group,
        int workers,
        long waiting,
        List<StudyResult> running,
        Map<String, List<String>> behind,
        List<StudyResult> again,
        List<StudyResult> failed,
        long reconciled,
        long deadLetters) {}
