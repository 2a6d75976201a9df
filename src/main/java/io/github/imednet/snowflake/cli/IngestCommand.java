package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.IngestSettings;
import io.github.imednet.snowflake.doctor.DoctorReport;
import io.github.imednet.snowflake.doctor.IngestExamination;
import io.github.imednet.snowflake.ingest.IngestSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings files into tables. */
@Command(
        name = "ingest",
        description = {
            "Loads Parquet, Avro, Arrow, CSV or NDJSON files into a table, all rows or none.",
            "",
            "Without --table each argument is TABLE=FILE, and all tables get their rows in one transaction (with --mode"
                    + " append, create-append or replace-rows)."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 done, 1 unexpected, 2 wrong usage or configuration, 3 failed, 130 interrupted, 143"
                    + " terminated."
        })
final class IngestCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of the same columns; or TABLE=FILE")
    private List<String> arguments;

    @Option(names = "--table", paramLabel = "TABLE", descriptionKey = "ingest.table")
    private String table;

    @Option(names = "--mode", paramLabel = "MODE", descriptionKey = "ingest.mode")
    private String mode;

    @Option(names = "--replace-column", paramLabel = "COLUMN", descriptionKey = "ingest.replace-column")
    private String replaceColumn;

    @Option(names = "--replace-value", paramLabel = "VALUE", descriptionKey = "ingest.replace-value")
    private String replaceValue;

    @Option(names = "--columns", paramLabel = "COLUMNS", descriptionKey = "ingest.columns")
    private String columns;

    @Mixin
    private CheckOption check;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() throws Exception {
        CommandSettings settings = common.settings();
        common.askForPassword(settings);
        if (check.isWanted()) {
            return examine(settings);
        }
        IngestSummary summary = ingest(settings, settings.readIngest().get(IngestSettings.TABLE) == null);
        new CommandOutput(spec).result(summary, IngestCommand::text);
        return ExitCode.DONE;
    }

    private int examine(CommandSettings settings) {
        IngestSettings read = settings.readIngest();
        String table = read.get(IngestSettings.TABLE);
        Map<String, List<Path>> files =
                table == null ? filesByTable() : Map.of(table, arguments.stream().map(Path::of).toList());
        DoctorReport report = IngestExamination.of(read, files, settings.context());
        new CommandOutput(spec).result(report, found -> DoctorCommand.people(found, "An ingestion"));
        return report.exitCode();
    }

    private IngestSummary ingest(CommandSettings settings, boolean severalTables) throws Exception {
        Object body = severalTables ? filesByTable() : arguments.stream().map(Path::of).toList();
        RouteFiles files = RouteFiles.in(common.routes(), List.of("ingest", "shared"));
        CommandMain main = settings.main("imednet-snowflake", files);
        main.start();
        try {
            return main.getCamelContext()
                    .createFluentProducerTemplate()
                    .withBody(body)
                    .to(severalTables ? "direct:ingest-tables" : "direct:ingest")
                    .request(IngestSummary.class);
        } finally {
            main.stop();
        }
    }

    private Map<String, List<Path>> filesByTable() {
        Map<String, List<Path>> files = new LinkedHashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 1) {
                throw new ExportConfigurationException(List.of("'" + argument + "' names no table: use --table for the"
                        + " table of all files, or write TABLE=FILE"));
            }
            files.computeIfAbsent(argument.substring(0, equals), name -> new ArrayList<>())
                    .add(Path.of(argument.substring(equals + 1)));
        }
        return files;
    }

    private static String how(IngestSummary.Table loaded) {
        return loaded.mode() + (loaded.rowsReplaced() == 0
                ? ""
                : String.format(Locale.ROOT, ", in place of %,d", loaded.rowsReplaced()));
    }

    private static String text(IngestSummary summary) {
        String tables = summary.tables().stream()
                .map(loaded -> String.format(
                        Locale.ROOT,
                        "%s: %,d rows in %,d Parquet files of %,d bytes, %,d COPY (%s)%n",
                        loaded.name(), loaded.rows(), loaded.files(), loaded.bytes(), loaded.copies(), how(loaded)))
                .collect(Collectors.joining());
        String known = summary.alreadyLoaded() ? "The batch is loaded already; " : "";
        return tables + known + String.format(Locale.ROOT, "%.1f s%n", summary.seconds());
    }
}
