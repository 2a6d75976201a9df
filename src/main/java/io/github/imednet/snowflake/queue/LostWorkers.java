package io.github.imednet.snowflake.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.config.QueueSettings;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the workers that were lost while they exported what a message orders: who begins notes this beside the group's
 * offset of the partition, and who leaves the message takes that back. So a note of a worker that is not in the group
 * any more is of one that was killed, or that the brokers have lost. One that merely had to give the partition away is
 * still a member when the next one takes the message.
 */
final class LostWorkers {

    /** This process: hosts and process numbers come again where a container is started anew. */
    private static final String WORKER = UUID.randomUUID().toString();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger LOG = LoggerFactory.getLogger(LostWorkers.class);

    private LostWorkers() {}

    /**
     * What is kept of a message that is not acknowledged.
     *
     * @param lost how many workers were lost with it before
     * @param worker the process that has it; null if none has
     * @param member what the brokers call that process
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Note(
            @JsonProperty("lost") int lost,
            @JsonProperty("worker") @Nullable String worker,
            @JsonProperty("member") @Nullable String member) {}

    /**
     * How many were lost.
     *
     * @param before those that the message itself tells of: it may be the copy of another one
     * @param end whether there is no more time to wait for the brokers
     * @throws QueueException if the brokers do not say who is in the group
     */
    static int count(GroupMembership message, int before, QueueSettings settings, BooleanSupplier end) {
        Note note = read(message.note(end));
        if (note == null) {
            return before;
        }
        int lost = Math.max(before, note.lost());
        if (note.worker() == null || note.worker().equals(WORKER) || isMember(note.member(), settings)) {
            return lost;
        }
        LOG.warn("{} was taken by a worker that was lost, {} of {} (queue.lost-workers)", message, lost + 1,
                settings.lostWorkers());
        return lost + 1;
    }

    /** Before this worker begins. */
    static void begin(GroupMembership message, int lost, BooleanSupplier end) {
        message.keepNote(write(new Note(lost, WORKER, message.member())), end);
    }

    /** Before this worker leaves the message to another one, or takes it again. */
    static void leave(GroupMembership message, int lost, BooleanSupplier end) {
        message.keepNote(write(new Note(lost, null, null)), end);
    }

    private static boolean isMember(@Nullable String member, QueueSettings settings) {
        try (Admin admin = QueueClients.admin(settings)) {
            return admin.describeConsumerGroups(List.of(settings.group())).all().get().values().stream()
                    .flatMap(group -> group.members().stream())
                    .anyMatch(present -> present.consumerId().equals(member));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QueueException("Interrupted while the brokers were asked", e);
        } catch (ExecutionException | RuntimeException e) {
            throw QueueFailures.explain(settings, e);
        }
    }

    /** What others keep there, such as tools that move offsets, says nothing. */
    private static @Nullable Note read(String text) {
        try {
            return text.isEmpty() ? null : JSON.readValue(text, Note.class);
        } catch (JsonProcessingException e) {
            LOG.debug("{} is not a worker's note", text, e);
            return null;
        }
    }

    private static String write(Note note) {
        try {
            return JSON.writeValueAsString(note);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // numbers and texts can always be written
        }
    }
}
