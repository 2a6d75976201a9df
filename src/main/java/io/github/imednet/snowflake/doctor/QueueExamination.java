package io.github.imednet.snowflake.doctor;

import com.zaxxer.hikari.HikariDataSource;
import io.github.imednet.snowflake.config.ConnectionSettings;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.QueueSettings;
import io.github.imednet.snowflake.doctor.CheckResult.State;
import io.github.imednet.snowflake.load.SnowflakeDataSource;
import io.github.imednet.snowflake.load.SnowflakeStatements;
import io.github.imednet.snowflake.queue.InvalidOrderException;
import io.github.imednet.snowflake.queue.StudyQueue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.support.DefaultExchange;

/** Looks whether a worker can begin, or studies can be enqueued. Changes nothing. */
public final class QueueExamination {

    private static final String TOPICS = "topics";
    private static final String GROUP = "group";

    private final QueueSettings queue;
    private final Examination examination = new Examination("");

    public QueueExamination(QueueSettings queue) {
        this.queue = queue;
    }

    /** Says what it found, or throws what is wrong. */
    public interface Check {

        String run() throws Exception;
    }

    /** Runs a check; one that fails keeps none of the others from theirs. */
    public void run(String name, Check check) {
        try {
            examination.found(name, State.OK, check.run());
        } catch (InvalidOrderException e) {
            examination.missing(name, String.valueOf(e.getMessage()));
        } catch (CamelExecutionException e) {
            examination.failed(name, e.getCause() == null ? e : e.getCause());
        } catch (Exception e) {
            examination.failed(name, e);
        }
    }

    /** Whether the directories of exports can be written to. */
    public void directories(ExportSettings settings) {
        try {
            new LocalChecks(settings).directories("directories", examination);
        } catch (Exception e) {
            examination.failed("directories", e);
        }
    }

    /** The login to Snowflake, and what the session then has. */
    public void session(ConnectionSettings snowflake, CamelContext context) {
        run("snowflake", () -> {
            try (HikariDataSource pool = SnowflakeDataSource.open(snowflake, 1)) {
                return SnowflakeChecks.describeSession(
                        snowflake, new SnowflakeStatements(pool), new DefaultExchange(context));
            }
        });
    }

    /** Whether the brokers answer, and which topics they have. */
    public void topics() {
        run(TOPICS, () -> StudyQueue.topics(queue).entrySet().stream()
                .map(this::describe)
                .collect(Collectors.joining("\n", queue.brokers() + " answers:\n", "")));
    }

    private String describe(Map.Entry<String, Integer> topic) {
        return topic.getValue() > 0
                ? String.format(Locale.ROOT, "%s has %,d partitions", topic.getKey(), topic.getValue())
                : topic.getKey() + " does not exist yet, or this login cannot see it: it will be made";
    }

    /** Who shares the work, and what waits, for one who belongs to the group. */
    public void group() {
        if (examination.hasFailed(TOPICS)) {
            examination.found(GROUP, State.SKIPPED, "not checked, because the topics could not be checked either");
        } else {
            run(GROUP, this::describeGroup);
        }
    }

    /** The same for one who only sends orders, and needs no right to look at the group. */
    public void groupIfAllowed() {
        if (examination.hasFailed(TOPICS)) {
            group();
            return;
        }
        try {
            examination.found(GROUP, State.OK, describeGroup());
        } catch (ExportConfigurationException e) {
            examination.found(GROUP, State.SKIPPED, "not checked: this login may not, and need not");
        } catch (RuntimeException e) {
            examination.failed(GROUP, e);
        }
    }

    private String describeGroup() {
        return StudyQueue.group(queue)
                .map(group -> String.format(
                        Locale.ROOT,
                        "%s: %,d workers, %,d orders wait or are exported",
                        queue.group(),
                        group.workers(),
                        group.notAcknowledged()))
                .orElse(queue.group() + ": nothing waits that this login can see");
    }

    /** What was found, of no study. */
    public DoctorReport report() {
        return examination.report();
    }
}
