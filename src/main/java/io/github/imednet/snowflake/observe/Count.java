package io.github.imednet.snowflake.observe;

import io.github.imednet.snowflake.run.ExportSummary;
import java.util.function.ToLongFunction;

/** What is counted of a run, and as which meter. */
enum Count {
    PAGES("pages", "pages", "Pages that the API sent", ExportSummary::pages),
    RECORDS("records", "records", "Records that the API sent", ExportSummary::recordsRead),
    REQUESTS("requests", "requests", "Requests to the API, retries included", ExportSummary::apiRequests),
    BATCHES("batches", "batches", "Batches whose rows are in the table", ExportSummary::batches),
    FILES("files", "files", "Parquet files written", ExportSummary::files),
    BYTES("file", "bytes", "Bytes of the Parquet files written", ExportSummary::bytes),
    LOADED("loaded", "rows", "Rows that Snowflake loaded", ExportSummary::rowsLoaded),
    ALREADY_LOADED("already.loaded", "rows", "Rows that were loaded before", ExportSummary::rowsAlreadyLoaded),
    API_RETRIES("api.retries", "retries", "Retries of requests to the API", ExportSummary::apiRetries),
    SNOWFLAKE_RETRIES(
            "snowflake.retries", "retries", "Retries of files, statements and loads", ExportSummary::snowflakeRetries);

    private final String meter;
    private final String unit;
    private final String description;
    private final ToLongFunction<ExportSummary> value;

    Count(String meter, String unit, String description, ToLongFunction<ExportSummary> value) {
        this.meter = meter;
        this.unit = unit;
        this.description = description;
        this.value = value;
    }

    /** Such as {@code imednet.export.pages}, to which a registry adds the unit where the name does not end with it. */
    String meter() {
        return StudyMeters.PREFIX + meter;
    }

    String unit() {
        return unit;
    }

    String description() {
        return description;
    }

    long of(ExportSummary run) {
        return value.applyAsLong(run);
    }
}
