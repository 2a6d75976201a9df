package io.github.imednet.snowflake.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.Waiting;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.run.ExportRuns;
import io.github.imednet.snowflake.run.ExportSummary;
import io.github.imednet.snowflake.run.LocalServers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.Scheduler;
import org.quartz.Trigger;
import org.quartz.TriggerKey;

/** Times of a cron expression that went by while the machine slept. */
class MissedScheduleTest {

    private static final String YEARLY = "0 0 0 1 1 ?";

    @TempDir
    private Path directory;

    private LocalServers servers;
    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(600));
    }

    @AfterEach
    void stop() throws Exception {
        context.close();
        servers.close();
    }

    @Test
    void oneExportMakesUpForAllOfThemAtOnce() throws Exception {
        Map<String, String> settings = new HashMap<>(servers.settings());
        settings.put("export.study-key", "SAMPLE");
        settings.put("export.schedule", YEARLY);
        ExportRoutes.named("nightly").withSettings(settings).addTo(context);
        context.start();
        BlockingQueue<ExportSummary> ended = new LinkedBlockingQueue<>();
        context.getRegistry().lookupByNameAndType("nightly-exportRuns", ExportRuns.class).onEnd(ended::add);
        Scheduler scheduler = context.getComponent("quartz", QuartzComponent.class).getScheduler();
        TriggerKey key = context.getRoute("nightly-schedule-by-cron").getEndpoint() instanceof QuartzEndpoint quartz
                ? quartz.getTriggerKey()
                : null;

        scheduler.standby();
        Trigger missed = scheduler.getTrigger(key)
                .getTriggerBuilder()
                .startAt(Date.from(Instant.now().minus(Duration.ofDays(4 * 365))))
                .build();
        assertThat(scheduler.rescheduleJob(key, missed)).as("what fell due first").isBefore(new Date());
        scheduler.start();

        ExportSummary export = ended.poll(Waiting.LIMIT.toMinutes(), TimeUnit.MINUTES);
        assertThat(export).as("the export that makes up for them").isNotNull();
        assertThat(export.reconciled()).isTrue();
        assertThat(scheduler.getTrigger(key).getNextFireTime()).as("what is due next").isAfter(new Date());
        assertThat(scheduler.getMetaData().getNumberOfJobsExecuted()).isEqualTo(1);
    }
}
