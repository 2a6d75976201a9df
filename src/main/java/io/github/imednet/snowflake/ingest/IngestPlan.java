package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.batch.WorkDirectory;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.IngestReplacement;
import io.github.imednet.snowflake.config.IngestSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.config.SettingsLookup;
import io.github.imednet.snowflake.config.SystemErrors;
import io.github.imednet.snowflake.rows.FileFormat;
import io.github.imednet.snowflake.rows.IngestException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;

/** Begins and ends ingestions. */
@RouteBean
public final class IngestPlan {

    /** Of an exchange: what had the rows of an ingestion that failed, and cannot be read again. */
    private static final String ROWS_READ = "rowsReadOnce";

    private final Function<String, Optional<String>> settings;

    /** @param settings gives a setting's text by its key */
    public IngestPlan(Function<String, Optional<String>> settings) {
        this.settings = settings;
    }

    /**
     * Begins an ingestion into one table. Nothing is sent yet.
     *
     * @param body files or rows: see {@code docs/ingest.md}
     * @param table instead of the setting {@code ingest.table}, or null
     * @param mode instead of the setting {@code ingest.mode}, or null
     * @param columns instead of the setting {@code ingest.columns}, or null
     * @param replaceColumn instead of the setting {@code ingest.replace-column}, or null
     * @param replaceValue instead of the setting {@code ingest.replace-value}, or null
     * @param batchId instead of the setting {@code ingest.batch-id}, or null
     * @param parameters settings that come before all others, as those of a kamelet, or null
     * @throws ExportConfigurationException naming every bad setting, or every file that cannot be read
     */
    public void start(
            Exchange exchange,
            @Body Object body,
            @Header("ingestTable") String table,
            @Header("ingestMode") String mode,
            @Header("ingestColumns") String columns,
            @Header("ingestReplaceColumn") String replaceColumn,
            @Header("ingestReplaceValue") String replaceValue,
            @Header("ingestBatchId") String batchId,
            @ExchangeProperty("ingestParameters") Map<String, String> parameters)
            throws IOException {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("ingest.table", table);
        given.put("ingest.mode", mode);
        given.put("ingest.columns", columns);
        given.put("ingest.replace-column", replaceColumn);
        given.put("ingest.replace-value", replaceValue);
        given.put("ingest.batch-id", batchId);
        IngestSettings read = read(given, parameters);
        if (read.get(IngestSettings.TABLE) == null) {
            throw new ExportConfigurationException(
                    List.of("No table is named: set ingest.table, or the header ingestTable"));
        }
        begin(exchange, read, Map.of(read.get(IngestSettings.TABLE), body == null ? List.of() : body));
    }

    /**
     * Begins an ingestion into several tables that becomes visible in one transaction. Nothing is sent yet.
     *
     * @param bodies files or rows by the name of their table
     * @param batchId always null, for a batch has one table
     * @throws ExportConfigurationException also for a mode that makes tables, which no transaction can undo
     */
    public void startAll(
            Exchange exchange,
            @Body Map<String, ?> bodies,
            @Header("ingestMode") String mode,
            @Header("ingestColumns") String columns,
            @Header("ingestReplaceColumn") String replaceColumn,
            @Header("ingestReplaceValue") String replaceValue,
            @Header("ingestBatchId") String batchId,
            @ExchangeProperty("ingestParameters") Map<String, String> parameters)
            throws IOException {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("ingest.mode", mode);
        given.put("ingest.columns", columns);
        given.put("ingest.replace-column", replaceColumn);
        given.put("ingest.replace-value", replaceValue);
        given.put("ingest.batch-id", batchId);
        IngestSettings read = read(given, parameters);
        if (read.batch() != null) {
            throw new ExportConfigurationException(List.of("ingest.batch-id or the header ingestBatchId is set, but a"
                    + " batch has one table: ingest its tables one after the other, or without an id"));
        }
        if (!read.get(IngestSettings.MODE).inserts()) {
            throw new ExportConfigurationException(List.of("Several tables cannot be loaded in one transaction with"
                    + " ingest.mode=" + read.get(IngestSettings.MODE).key()
                    + ": CREATE TABLE commits what was done before it. Set"
                    + " ingest.mode to append, create-append or replace-rows, or ingest them one after the other"));
        }
        begin(exchange, read, bodies);
    }

    /**
     * What the message gives comes first; then the parameters, then all other settings. Only a batch id among the
     * parameters comes before that of a header: it was found from this very message.
     */
    private IngestSettings read(Map<String, String> given, Map<String, String> parameters) {
        if (parameters != null && parameters.containsKey("ingest.batch-id")) {
            given.remove("ingest.batch-id");
        }
        String batchId = given.get("ingest.batch-id");
        if (batchId != null && batchId.isBlank()) {
            // As a setting it would count as none, and the rows would be loaded again and again.
            throw new ExportConfigurationException(List.of("The header ingestBatchId is empty: set it to the batch's"
                    + " id, or leave it out if the rows are no batch that is loaded once"));
        }
        Map<String, String> first = new LinkedHashMap<>(parameters == null ? Map.of() : parameters);
        given.forEach((key, value) -> {
            if (value != null) {
                first.put(key, value);
            }
        });
        IngestSettings read = IngestSettings.read(SettingsLookup.over(first, settings));
        requireReplacement(read.replacement());
        return read;
    }

    private static void requireReplacement(@Nullable IngestReplacement replacement) {
        if (replacement == null) {
            return;
        }
        List<String> problems = new ArrayList<>();
        if (replacement.column() == null) {
            problems.add("ingest.replace-column is missing: ingest.mode is replace-rows, so name the column by whose"
                    + " value rows are replaced, there or in the header ingestReplaceColumn");
        }
        if (replacement.value() == null) {
            problems.add("ingest.replace-value is missing: ingest.mode is replace-rows, so name the value whose rows"
                    + " are replaced, there or in the header ingestReplaceValue");
        }
        if (!problems.isEmpty()) {
            throw new ExportConfigurationException(problems);
        }
    }

    private static void begin(Exchange exchange, IngestSettings settings, Map<String, ?> bodies) throws IOException {
        bodies.values().forEach(body -> Inputs.requireReadable(Inputs.files(body)));
        bodies.values().forEach(body -> Inputs.files(body).forEach(FileFormat::of));
        GivenNames givenNames = new GivenNames(GivenColumns.parse(settings.get(IngestSettings.COLUMNS)), bodies.size());
        LentSession lent = exchange.getProperty(LentSession.PROPERTY, LentSession.class);
        boolean inTransaction = lent != null && lent.isInTransaction();
        if (inTransaction && settings.batch() != null) {
            // Its ledger is made by DDL, which would commit the transaction, and its entry belongs to the rows' commit.
            throw new ExportConfigurationException(List.of("ingest.batch-id is set, but a batch has a transaction of"
                    + " its own: turn autocommit on, or ingest without an id"));
        }
        String id = UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT);
        List<TableIngest> tables = new ArrayList<>();
        for (Map.Entry<String, ?> entry : bodies.entrySet()) {
            String tableId = id + "_" + (tables.size() + 1);
            TableIngest table = new TableIngest(
                    entry.getKey(), tableId, entry.getValue(), settings, givenNames, inTransaction);
            if (isReadBefore(exchange, entry.getValue())) {
                table.refuseRows(refusal(exchange));
            }
            tables.add(table);
        }
        if (settings.replacement() != null) {
            requireOneBodyForEach(tables);
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        WorkDirectory directory = WorkDirectory.open(temporary, "imednet-ingest", id);
        exchange.setProperty("ingestion", new Ingestion(id, settings, tables, directory, lent));
    }

    /** When a message is redelivered, what is left of such rows would be taken for all of them. */
    private static boolean isReadBefore(Exchange exchange, Object body) {
        List<?> read = exchange.getProperty(ROWS_READ, List.of(), List.class);
        return read.stream().anyMatch(other -> other == body);
    }

    private static IngestException refusal(Exchange exchange) {
        return new IngestException("The rows of the message were begun by an attempt that failed, and what has them"
                + " (an Iterator, an Iterable that is no Collection, or an ArrowReader) can be read once only: give"
                + " a list or files where a message is redelivered, or make it anew before each attempt",
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }

    /** Of two bodies for one table the second would replace what the first brought. */
    private static void requireOneBodyForEach(List<TableIngest> tables) {
        Set<String> names = new HashSet<>();
        for (TableIngest table : tables) {
            if (!names.add(table.sqlName())) {
                throw new ExportConfigurationException(List.of("The message has several bodies for the table "
                        + table.sqlName() + ": names differ in case only, or in quotes. Put their rows together"));
            }
        }
    }

    public List<TableIngest> tables(@ExchangeProperty("ingestion") Ingestion ingestion) {
        return ingestion.tables();
    }

    /** Whether rows go before others come. */
    public boolean replacesRows(@ExchangeProperty("ingestion") Ingestion ingestion) {
        return ingestion.settings().replacement() != null;
    }

    /** Tables of a transaction that are to be made before it begins. */
    public List<TableIngest> tablesToMake(@ExchangeProperty("ingestion") Ingestion ingestion) {
        return ingestion.tables().stream().filter(table -> !table.exists()).toList();
    }

    /** A table of a transaction is there now, empty. */
    public void made(@ExchangeProperty("tableIngest") TableIngest table) {
        table.made();
    }

    /** Whether this ingestion shows the rows, and not the commit of a transaction that they were copied in. */
    public boolean isShown(@ExchangeProperty("ingestion") Ingestion ingestion) {
        return !ingestion.isInTransaction();
    }

    public boolean hasOwnStage(@ExchangeProperty("ingestion") Ingestion ingestion) {
        return ingestion.hasOwnStage();
    }

    /** Whether files are written to object storage. */
    public boolean hasExternalStage(@ExchangeProperty("ingestion") Ingestion ingestion) {
        return ingestion.settings().objectStorage() != null;
    }

    /** Whether files may be on a stage that stays. */
    public boolean leavesFiles(@ExchangeProperty("ingestion") Ingestion ingestion) {
        return !ingestion.hasOwnStage() && ingestion.hasSession();
    }

    /** What a splitter throws around a failure says nothing to the user. */
    public void failed(
            @ExchangeProperty("ingestion") Ingestion ingestion,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure) {
        ingestion.fail(failure instanceof CamelExchangeException && failure.getCause() != null
                ? failure.getCause()
                : failure);
    }

    /** Lets pass an ingestion nothing of which has failed so far. */
    public void throwFailure(@ExchangeProperty("ingestion") Ingestion ingestion) throws Throwable {
        if (ingestion.hasFailed()) {
            throw ingestion.failure();
        }
    }

    /** From now on the target may change. */
    public void publishing(@ExchangeProperty("ingestion") Ingestion ingestion) {
        ingestion.beginPublishing();
    }

    public void published(@ExchangeProperty("ingestion") Ingestion ingestion) {
        ingestion.published();
    }

    /** Closes the sources and removes the local files. */
    public void cleanUp(@ExchangeProperty("ingestion") Ingestion ingestion, Exchange exchange) throws IOException {
        if (ingestion.hasFailed()) {
            exchange.setProperty(ROWS_READ, ingestion.rowsReadOnce());
        } else {
            exchange.removeProperty(ROWS_READ);
        }
        try (WorkDirectory directory = ingestion.directory()) {
            for (TableIngest table : ingestion.tables()) {
                table.close();
            }
        }
    }

    /**
     * The end.
     *
     * @throws ExportConfigurationException as it was thrown
     * @throws IngestException for every other failure, with what became of the tables
     */
    public IngestSummary finish(@ExchangeProperty("ingestion") Ingestion ingestion) {
        Throwable failure = ingestion.failure();
        if (failure == null) {
            return ingestion.summary();
        }
        if (failure instanceof ExportConfigurationException configuration) {
            throw configuration;
        }
        throw new IngestException(SystemErrors.reason(failure) + ". " + outcome(ingestion), failure);
    }

    private static String outcome(Ingestion ingestion) {
        String names = ingestion.tables().stream().map(TableIngest::sqlName).collect(Collectors.joining(", "));
        if (ingestion.isPublished()) {
            return "All rows are in " + names + "; this failed afterwards";
        }
        if (ingestion.isInTransaction()) {
            return "Nothing was committed; roll the transaction back, which may have some of the rows";
        }
        return ingestion.isFateUnknown()
                ? "Whether the rows are in " + names + " is not known: Snowflake's answer did not arrive. All of them"
                        + " are there, or none"
                        + (ingestion.ledger() == null ? "" : ": send the batch again, and it is loaded once")
                : "Nothing was committed: " + names + (ingestion.tables().size() == 1 ? " is" : " are")
                        + " as before" + madeEmpty(ingestion);
    }

    private static String madeEmpty(Ingestion ingestion) {
        List<String> names =
                ingestion.tables().stream().filter(TableIngest::isMade).map(TableIngest::sqlName).toList();
        return names.isEmpty() ? "" : ", but that the missing ones were made, empty: " + String.join(", ", names);
    }
}
