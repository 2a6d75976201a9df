package io.github.imednet.snowflake.doctor;

import com.zaxxer.hikari.HikariDataSource;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.IngestMode;
import io.github.imednet.snowflake.config.IngestReplacement;
import io.github.imednet.snowflake.config.IngestSettings;
import io.github.imednet.snowflake.doctor.CheckResult.State;
import io.github.imednet.snowflake.load.ExternalStage;
import io.github.imednet.snowflake.load.SnowflakeDataSource;
import io.github.imednet.snowflake.load.SnowflakeStatements;
import io.github.imednet.snowflake.load.Sql;
import io.github.imednet.snowflake.load.SqlAnswer;
import io.github.imednet.snowflake.load.StageFolder;
import io.github.imednet.snowflake.load.WarehouseNames;
import io.github.imednet.snowflake.rows.FileFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

/**
 * Looks whether an ingestion can begin: its files, this machine, the session, stage, tables and rights. Changes
 * nothing.
 */
public final class IngestExamination {

    private final IngestSettings settings;
    private final Map<String, List<Path>> files;
    private final SnowflakeStatements statements;
    private final Exchange exchange;
    private final Map<String, Boolean> exists = new LinkedHashMap<>();
    private final Examination examination = new Examination("");

    private IngestExamination(
            IngestSettings settings, Map<String, List<Path>> files, SnowflakeStatements statements, Exchange exchange) {
        this.settings = settings;
        this.files = files;
        this.statements = statements;
        this.exchange = exchange;
    }

    /**
     * Runs all checks.
     *
     * @param files by the names of their tables
     * @return a report of no study
     */
    public static DoctorReport of(IngestSettings settings, Map<String, List<Path>> files, CamelContext context) {
        try (HikariDataSource pool = SnowflakeDataSource.open(settings.snowflake(), 1)) {
            IngestExamination checks = new IngestExamination(
                    settings, files, new SnowflakeStatements(pool), new DefaultExchange(context));
            checks.run("files", checks::readable);
            checks.run("mode", checks::mode);
            checks.run("directories", checks::temporaryDirectory);
            checks.run("snowflake",
                    () -> SnowflakeChecks.describeSession(settings.snowflake(), checks.statements, checks.exchange));
            if (checks.examination.hasFailed("snowflake")) {
                List.of("stage", "table", "rights").forEach(check -> checks.examination.found(
                        check, State.SKIPPED, "not checked: there is no session in Snowflake"));
            } else {
                checks.run("stage", checks::stage);
                for (String table : files.keySet()) {
                    checks.run("table", () -> checks.table(table));
                }
                checks.rights();
            }
            return checks.examination.report();
        }
    }

    /** Says what it found, or throws what is wrong. */
    private interface Check {

        String run() throws Exception;
    }

    private void run(String name, Check check) {
        try {
            examination.found(name, State.OK, check.run());
        } catch (Exception e) {
            examination.failed(name, e);
        }
    }

    private String readable() throws IOException {
        List<String> problems = new ArrayList<>();
        int count = 0;
        long bytes = 0;
        for (Path file : files.values().stream().flatMap(Collection::stream).toList()) {
            if (Files.isRegularFile(file) && Files.isReadable(file)) {
                FileFormat.of(file);
                count++;
                bytes += Files.size(file);
            } else {
                problems.add("The file " + file + " cannot be read");
            }
        }
        if (!problems.isEmpty()) {
            throw new ExportConfigurationException(problems);
        }
        return String.format(Locale.ROOT, "%,d files of %,d bytes can be read", count, bytes);
    }

    /** What an ingestion refuses before it begins. */
    private String mode() {
        IngestMode mode = settings.get(IngestSettings.MODE);
        if (files.size() > 1 && !mode.inserts()) {
            throw new ExportConfigurationException(List.of("Several tables cannot be loaded in one transaction with"
                    + " ingest.mode=" + mode.key() + ": set append, create-append or replace-rows"));
        }
        if (files.size() > 1 && settings.batch() != null) {
            throw new ExportConfigurationException(List.of("ingest.batch-id is set, but a batch has one table"));
        }
        IngestReplacement replacement = settings.replacement();
        if (replacement != null && (replacement.column() == null || replacement.value() == null)) {
            throw new ExportConfigurationException(List.of("ingest.mode is replace-rows, and ingest.replace-column or"
                    + " ingest.replace-value is missing"));
        }
        return mode.key();
    }

    /** Parquet files are there until they are on the stage. */
    private String temporaryDirectory() throws IOException {
        Path directory = Path.of(System.getProperty("java.io.tmpdir"));
        if (!Files.isWritable(directory)) {
            throw new ExportConfigurationException(List.of(directory + " (java.io.tmpdir) cannot be written to"));
        }
        return String.format(Locale.ROOT, "%s can be written to, %,d MB are free", directory,
                Files.getFileStore(directory).getUsableSpace() >> 20);
    }

    private String stage() throws Exception {
        if (settings.stage() == null) {
            return "a temporary one is made";
        }
        String stage = WarehouseNames.schemaOf(settings.snowflake()) + '.' + Sql.identifier(settings.stage());
        statements.query(exchange, "DESCRIBE STAGE " + stage);
        if (settings.objectStorage() != null) {
            ExternalStage.requireLeadsTo(
                    new StageFolder(stage, "ingest/", settings.objectStorage()), statements, exchange);
        }
        return "the stage " + settings.stage() + " is there";
    }

    private String table(String name) throws Exception {
        IngestMode mode = settings.get(IngestSettings.MODE);
        String exact = Sql.unquoted(Sql.identifier(name));
        String schema = WarehouseNames.schemaOf(settings.snowflake());
        Optional<SqlAnswer.Row> shown = statements.showTable(exchange, schema, exact);
        exists.put(schema + '.' + Sql.identifier(name), shown.isPresent());
        String problem = mode.problem(name, shown.isPresent());
        if (problem != null) {
            throw new ExportConfigurationException(List.of(problem));
        }
        return shown.isEmpty()
                ? "the table " + name + " is made (" + mode.key() + ')'
                : String.format(Locale.ROOT, "the table %s is there, with %,d rows (%s)", name,
                        shown.get().number("rows"), mode.key());
    }

    private void rights() {
        try {
            new HeldRights(statements).tell(IngestRights.of(settings, exists), "rights", examination, exchange);
        } catch (Exception e) {
            examination.failed("rights", e);
        }
    }
}
