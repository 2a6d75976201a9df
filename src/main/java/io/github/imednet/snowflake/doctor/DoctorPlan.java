package io.github.imednet.snowflake.doctor;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.config.SharedSettings;
import io.github.imednet.snowflake.config.SnowflakeKeys;
import io.github.imednet.snowflake.doctor.CheckResult.State;
import io.github.imednet.snowflake.journal.JournaledRun;
import io.github.imednet.snowflake.load.SnowflakeErrors;
import io.github.imednet.snowflake.run.ExportRuns;
import io.github.imednet.snowflake.run.RunStart;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;

/** Begins and ends an examination, and says which checks there are. */
@RouteBean
public final class DoctorPlan {

    private static final String API = "api";
    private static final String SNOWFLAKE = "snowflake";
    private static final String STAGE = "stage";
    private static final String LEDGER = "ledger";
    private static final String TABLE = "table";
    private static final String LOCK = "lock";

    private static final String RIGHTS = "rights";

    private static final List<String> IN_SESSION = List.of(STAGE, LEDGER, TABLE, LOCK, RIGHTS);

    /**
     * One check.
     *
     * @param list that it looks at the table or the lock of; of the others it is records
     */
    record Check(String name, ImednetResource list) {}

    private final ExportSettings settings;
    private final RunStart start;

    public DoctorPlan(ExportSettings settings, ExportRuns runs) {
        this.settings = settings;
        this.start = new RunStart(settings, runs);
    }

    /**
     * Begins an examination, and gives it to the exchange.
     *
     * @param studyKey the study, or null for the one of the settings
     * @throws ExportConfigurationException if no study is named
     */
    public void start(@Header("studyKey") @Nullable String studyKey, Exchange exchange) throws IOException {
        String study = start.studyOf(studyKey);
        String id = UUID.randomUUID().toString();
        exchange.setProperty("examination", new Examination(study));
        RunStart.register(new ExaminedList(RunStart.claim(id, study, known())), study, exchange);
    }

    /** Runs whose locks count no more. A directory that cannot be looked into is told by the check of directories. */
    private List<JournaledRun> known() throws IOException {
        try {
            return start.known();
        } catch (ExportConfigurationException e) {
            return List.of();
        }
    }

    /** The checks, in the order in which an export would come upon what they look at. */
    public List<Check> checks() {
        List<ImednetResource> lists = ExaminedList.loaded(settings);
        return Stream.of(
                        Stream.of("directories", API, SNOWFLAKE, STAGE, LEDGER)
                                .map(name -> new Check(name, ImednetResource.RECORDS)),
                        lists.stream().map(list -> new Check(TABLE, list)),
                        lists.stream().map(list -> new Check(LOCK, list)),
                        Stream.of(new Check(RIGHTS, ImednetResource.RECORDS)))
                .flatMap(Function.identity())
                .toList();
    }

    /** Begins a check, which has found nothing of its list yet. */
    public void begin(@Body Check check, @ExchangeProperty("run") ExaminedList run, Exchange exchange) {
        exchange.setProperty("check", check.name());
        exchange.setProperty("run", run.of(check.list()));
    }

    /** Whether a check can find out anything: without a session nothing can be asked. */
    public boolean isPossible(
            @ExchangeProperty("check") String check, @ExchangeProperty("examination") Examination examination) {
        if (check.equals(API) && settings.get(ExportKeys.SINK_ONLY)) {
            examination.found(check, State.SKIPPED, "not checked: the API is not asked");
            return false;
        }
        boolean possible = !IN_SESSION.contains(check) || !examination.hasFailed(SNOWFLAKE);
        if (!possible) {
            examination.found(check, State.SKIPPED, "not checked: there is no session in Snowflake");
        }
        return possible;
    }

    /**
     * Whether an export would compare its selection with that of the rows in the table: a replay has that of its
     * manifest, and a ledger of an earlier version cannot be asked.
     */
    public boolean comparesSelection(
            @ExchangeProperty("run") ExaminedList run, @ExchangeProperty("examination") Examination examination) {
        return run.table().hasStudyRows() && !settings.get(ExportKeys.SINK_ONLY) && examination.isOk(LEDGER);
    }

    /** What a check failed with. Nothing is wrong where all that it looks for is missing, and an export makes it. */
    public void failed(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause,
            @ExchangeProperty("check") String check,
            @ExchangeProperty("run") ExaminedList run,
            @ExchangeProperty("examination") Examination examination) {
        String made = made(check, run);
        if (made == null || !SnowflakeErrors.isMissingObject(cause) || !run.table().columns().isEmpty()) {
            examination.failed(check, cause);
        } else {
            examination.found(check, State.OK, made + " does not exist yet, or the role cannot see it: an export makes"
                    + " it, and the role needs CREATE " + (check.equals(STAGE) ? "STAGE" : "TABLE") + " ON SCHEMA "
                    + settings.snowflake().get(SnowflakeKeys.DATABASE) + '.'
                    + settings.snowflake().get(SnowflakeKeys.SCHEMA));
        }
    }

    public DoctorReport report(@ExchangeProperty("examination") Examination examination) {
        return examination.report();
    }

    /** What an export makes where this check finds that it is missing, or null if it makes nothing. */
    private @Nullable String made(String check, ExaminedList run) {
        return switch (check) {
            case STAGE -> settings.createStage() ? "the stage " + settings.get(SnowflakeKeys.STAGE) : null;
            case LEDGER -> settings.createTable() ? "the ledger " + settings.get(SharedSettings.LEDGER_TABLE) : null;
            case TABLE -> settings.createTable() ? "the table " + settings.of(run.resource()).table() : null;
            case LOCK -> settings.createTable() ? "the lock table " + settings.get(SharedSettings.LOCK_TABLE) : null;
            default -> null;
        };
    }
}
