package io.github.imednet.snowflake.adbc;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.arrow.adbc.core.AdbcException;

/** Which settings are options of what. A name that ends with a dot stands for all that begin with it. */
enum OptionLevel {

    /** What a connection logs in with, and what it begins with. */
    DATABASE("snowflake."),

    /** Of connections and statements: what may be another for each query or ingestion of a session. */
    SESSION("snowflake.query-tag", "snowflake.high-precision");

    private static final List<String> OF_BOTH =
            List.of("query.", "ingest.", "export.ledger-table", "export.lock-table", "export.lock-lease");

    private static final Set<String> TARGET = Set.of("ingest.table", "ingest.mode");

    /** Where exports bring their rows. */
    private static final Pattern OF_EXPORTS = Pattern.compile("snowflake\\.(stage|table-prefix|([a-z-]+-)?table)");

    private final List<String> own;

    OptionLevel(String... own) {
        this.own = Arrays.asList(own);
    }

    /** @throws AdbcException NOT_IMPLEMENTED for a setting that would do nothing at this level */
    void require(String setting) throws AdbcException {
        if (TARGET.contains(setting)) {
            throw AdbcException.notImplemented(setting + " is no option of ADBC: adbc.ingest.target_table and"
                    + " adbc.ingest.mode say where a statement's rows go");
        }
        if (takes(setting)) {
            return;
        }
        if (DATABASE.takes(setting)) {
            throw AdbcException.notImplemented(setting + " counts at the login alone: set it on the database before"
                    + " connect. A session's database and schema are adbc.connection.catalog and"
                    + " adbc.connection.db_schema (of an ingestion adbc.ingest.target_catalog and"
                    + " adbc.ingest.target_db_schema), and USE changes its role and its warehouse");
        }
        throw AdbcException.notImplemented(setting + " is no option of ADBC: it is a setting of exports");
    }

    private boolean takes(String setting) {
        boolean named = Stream.concat(own.stream(), OF_BOTH.stream())
                .anyMatch(name -> name.endsWith(".") ? setting.startsWith(name) : setting.equals(name));
        return named && !OF_EXPORTS.matcher(setting).matches();
    }
}
