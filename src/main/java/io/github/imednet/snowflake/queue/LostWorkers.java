package io.github.imednet.snowflake.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.config.QueueSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BooleanSupplier;
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

    /** The header of an order that is put back: how many workers were lost with it. */
    static final String HEADER = "imednet-lost-workers";

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

    /** What the header says. What others write there says nothing. */
    static int before(@Nullable String header) {
        return header != null && header.matches("[0-9]{1,4}") ? Integer.parseInt(header) : 0;
    }

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

    /** While the group is rebalanced the brokers take no note: there is another look before the export has ended. */
    static void leaveSoon(GroupMembership message, StudyWork work) {
        try {
            leave(message, work.lostWorkers(), () -> true);
            work.left();
        } catch (RuntimeException e) {
            LOG.debug("{} is not left yet", message, e);
        }
    }

    /** Where it cannot be noted, this worker counts as lost if it ends now: so one that stops waits a little for it. */
    static void leaveInTime(GroupMembership message, int lost, Duration longest, BooleanSupplier stopping) {
        Instant last = Instant.now().plus(longest);
        try {
            leave(message, lost, () -> stopping.getAsBoolean() && Instant.now().isAfter(last));
        } catch (RuntimeException e) {
            LOG.warn("{} was given up, which could not be reported to the brokers: {}", message, e.getMessage());
        }
    }

    private static boolean isMember(@Nullable String member, QueueSettings settings) {
        return QueueClients.ask(settings, admin -> WorkerGroup.members(settings, admin).stream()
                .anyMatch(present -> present.consumerId().equals(member)));
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
