package io.github.imednet.snowflake.stage;

import io.github.imednet.snowflake.batch.BatchFile;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.config.SnowflakeKeys;
import io.github.imednet.snowflake.load.StageFile;
import io.github.imednet.snowflake.load.StageRemoval;
import io.github.imednet.snowflake.run.ExportRuns;
import io.github.imednet.snowflake.run.Failures;
import io.github.imednet.snowflake.run.RunStart;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;

/** Begins and ends the listing of a stage, and its cleaning. */
@RouteBean
public final class StagePlan {

    private final ExportSettings settings;
    private final ExportRuns runs;
    private final RunStart start;

    public StagePlan(ExportSettings settings, ExportRuns runs) {
        this.settings = settings;
        this.runs = runs;
        this.start = new RunStart(settings, runs);
    }

    /**
     * Begins a cleaning, and gives it to the exchange.
     *
     * @param studyKey the study, or null for the one of the settings
     * @param delete whether files are to be removed; null counts as false
     * @throws ExportConfigurationException if no study is named
     */
    public void start(
            @Header("studyKey") @Nullable String studyKey,
            @Header("delete") @Nullable Boolean delete,
            Exchange exchange)
            throws IOException {
        String study = start.studyOf(studyKey);
        String id = UUID.randomUUID().toString();
        StageCleaning cleaning =
                new StageCleaning(RunStart.claim(id, study, start.known()), Boolean.TRUE.equals(delete));
        exchange.setProperty("stageRemoval", new StageRemoval());
        RunStart.register(cleaning, study, exchange);
        if (cleaning.deletes()) {
            runs.beginClaim(cleaning);
        }
    }

    public boolean deletes(@ExchangeProperty("run") StageCleaning cleaning) {
        return cleaning.deletes();
    }

    public void failed(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause,
            @ExchangeProperty("run") StageCleaning cleaning) {
        cleaning.failed(cause);
    }

    /**
     * What was found, and what was removed.
     *
     * @throws ExportConfigurationException if Snowflake refused what it was asked for
     * @throws StageException if something failed, all retries included
     */
    public StageReport report(
            @ExchangeProperty("run") StageCleaning cleaning,
            @ExchangeProperty("stageRemoval") StageRemoval removal) {
        runs.endClaim(cleaning);
        if (cleaning.failure() != null) {
            throw Failures.explain(cleaning.failure(), StageException::new);
        }
        List<String> starts = Arrays.stream(ImednetResource.values())
                .map(list -> BatchFile.nameStart(cleaning.studyKey(), list))
                .toList();
        return new StageReport(
                cleaning.studyKey(),
                '@' + settings.get(SnowflakeKeys.STAGE) + '/' + settings.get(ExportKeys.STAGE_PREFIX),
                removal.listed().stream()
                        .filter(file -> file.wasLoaded() || starts.stream().anyMatch(file.name()::startsWith))
                        .map(file -> reported(file, removal))
                        .toList(),
                removal.files().size(),
                bytes(removal.files()),
                removal.removed().size(),
                bytes(removal.removed()),
                cleaning.retries(),
                cleaning.seconds());
    }

    private static StageReport.File reported(StageFile file, StageRemoval removal) {
        String state = file.state().name().toLowerCase(Locale.ROOT);
        return new StageReport.File(file.path(), file.bytes(), state, removal.files().contains(file));
    }

    private static long bytes(Collection<StageFile> files) {
        return files.stream().mapToLong(StageFile::bytes).sum();
    }
}
