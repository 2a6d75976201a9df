package io.github.imednet.snowflake.adbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.config.AdbcNames;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.arrow.adbc.core.AdbcConnection;
import org.apache.arrow.adbc.core.AdbcDatabase;
import org.apache.arrow.adbc.core.AdbcException;
import org.apache.arrow.adbc.core.AdbcStatement;
import org.apache.arrow.adbc.core.AdbcStatusCode;
import org.apache.arrow.adbc.core.IsolationLevel;
import org.apache.arrow.adbc.core.TypedKey;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Opening, options, errors, and closing in any order. */
class SnowflakeDriverTest {

    @TempDir
    private static Path directory;

    private static LocalDatabase snowflake;
    private static BufferAllocator allocator;

    @BeforeAll
    static void start() throws Exception {
        snowflake = new LocalDatabase(directory);
        allocator = new RootAllocator();
    }

    @AfterAll
    static void stop() throws Exception {
        snowflake.close();
        allocator.close();
    }

    private static void assertFails(AdbcStatusCode status, String message, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AdbcException.class, failure -> assertThat(failure.getStatus()).isEqualTo(status))
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "LOADER:local-password@HOST/IMEDNET/PUBLIC?account=local&protocol=http",
        "snowflake://LOADER:local-password@HOST/IMEDNET/PUBLIC?account=local&protocol=http&warehouse=COMPUTE_WH",
        "HOST/IMEDNET/PUBLIC?account=local&protocol=http"
    })
    void aUriWithAHostOpensADatabase(String uri) throws Exception {
        Map<String, Object> options = new HashMap<>();
        options.put("uri", uri.replace("HOST", snowflake.hostAndPort()));
        if (!uri.contains("LOADER")) {
            options.put("username", "LOADER");
            options.put("password", "local-password");
        }
        try (AdbcDatabase database = LocalDatabase.open(allocator, options);
                AdbcConnection connection = database.connect()) {
            assertThat(connection.getCurrentCatalog()).isEqualTo("IMEDNET");
            assertThat(connection.getCurrentDbSchema()).isEqualTo("PUBLIC");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOADER:other@local/OTHER/OTHER", "LOADER:other@local/OTHER"})
    void optionsComeBeforeWhatAUriSays(String uri) throws Exception {
        try (AdbcDatabase database = snowflake.open(allocator, "uri", uri);
                AdbcConnection connection = database.connect()) {
            assertThat(connection.getCurrentCatalog()).isEqualTo("IMEDNET");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"uri", "snowflake.driver-properties"})
    void whatTheOptionsSayOfTextsComesBeforeWhatSessionsHave(String option) throws Exception {
        String parameters = "DATE_INPUT_FORMAT=DD/MM/YYYY";
        try (AdbcDatabase database = snowflake.open(
                        allocator, option, option.equals("uri") ? "LOADER@local/IMEDNET?" + parameters : parameters);
                AdbcConnection connection = database.connect();
                AdbcStatement statement = connection.createStatement()) {
            statement.setSqlQuery("SELECT '03/04/2024'::DATE = TO_DATE('2024-04-03', 'YYYY-MM-DD') AS APRIL");
            try (AdbcStatement.QueryResult result = statement.executeQuery()) {
                assertThat(result.getReader().loadNextBatch()).isTrue();
                assertThat(result.getReader().getVectorSchemaRoot().getVector("APRIL").getObject(0)).isEqualTo(true);
            }
        }
    }

    @Test
    void anOptionThatThereIsNoneOfIsNotImplementedAndABadValueIsInvalid() throws Exception {
        assertFails(AdbcStatusCode.NOT_IMPLEMENTED, "adbc.snowflake.sql.acount",
                () -> snowflake.open(allocator, "adbc.snowflake.sql.acount", "x"));
        assertFails(AdbcStatusCode.INVALID_ARGUMENT, "snowflake.tls-skip-verify",
                () -> snowflake.open(allocator, "adbc.snowflake.sql.client_option.tls_skip_verify", "true"));
        assertFails(AdbcStatusCode.INVALID_ARGUMENT, "should be a text",
                () -> snowflake.open(allocator, "adbc.snowflake.sql.role", new Object()));
        try (AdbcDatabase database = snowflake.open(allocator);
                AdbcConnection connection = database.connect();
                AdbcStatement statement = connection.createStatement()) {
            statement.setOption(key("adbc.rpc.result_queue_size"), "0");
            statement.setSqlQuery("SELECT 1");
            assertFails(AdbcStatusCode.INVALID_ARGUMENT, "query.queue-size", statement::executeQuery);
            assertFails(AdbcStatusCode.NOT_IMPLEMENTED, "incrementally",
                    () -> statement.setOption(key("adbc.statement.exec.incremental"), "true"));
            statement.setOption(key("adbc.statement.exec.incremental"), "false");
            assertFails(AdbcStatusCode.NOT_IMPLEMENTED, "executePartitioned", statement::executePartitioned);
            assertFails(AdbcStatusCode.INVALID_ARGUMENT, "adbc.ingest.mode",
                    () -> statement.setOption(key("adbc.ingest.mode"), "upsert"));
        }
    }

    /** By their names there; a name without dots has {@code adbc.snowflake.sql.client_option.} before it. */
    @ParameterizedTest
    @ValueSource(strings = {
        "uri", "username", "password", "adbc.snowflake.sql.db", "adbc.snowflake.sql.schema",
        "adbc.snowflake.sql.warehouse", "adbc.snowflake.sql.role", "adbc.snowflake.sql.region",
        "adbc.snowflake.sql.account", "adbc.snowflake.sql.uri.protocol", "adbc.snowflake.sql.uri.port",
        "adbc.snowflake.sql.uri.host", "adbc.snowflake.sql.auth_type", "auth_token", "okta_url", "login_timeout",
        "request_timeout", "jwt_expire_timeout", "client_timeout", "app_name", "tls_skip_verify",
        "ocsp_fail_open_mode", "keep_session_alive", "jwt_private_key", "jwt_private_key_pkcs8_value",
        "jwt_private_key_pkcs8_password", "disable_telemetry", "tracing", "cache_mfa_token", "store_temp_creds",
        "use_high_precision", "max_timestamp_precision", "identity_provider", "adbc.snowflake.statement.query_tag",
        "adbc.rpc.result_queue_size", "adbc.snowflake.rpc.prefetch_concurrency",
        "adbc.snowflake.statement.ingest_writer_concurrency", "adbc.snowflake.statement.ingest_upload_concurrency",
        "adbc.snowflake.statement.ingest_copy_concurrency", "adbc.snowflake.statement.ingest_target_file_size",
        "adbc.snowflake.statement.ingest_compression_codec", "adbc.snowflake.statement.ingest_compression_level",
        "adbc.snowflake.statement.ingest_use_vectorized_scanner"
    })
    void everyOptionOfTheGuideIsTakenByItsName(String name) throws Exception {
        String option = name.contains(".") || name.matches("uri|username|password")
                ? name
                : "adbc.snowflake.sql.client_option." + name;
        assertThat(AdbcNames.settingOf(option)).isPresent();
        try (AdbcDatabase database = snowflake.open(allocator)) {
            database.setOption(key(option), "1");
        }
    }

    @Test
    void optionsOfASessionAreReadAndSetByTheirNames() throws Exception {
        try (AdbcDatabase database = snowflake.open(allocator);
                AdbcConnection connection = database.connect()) {
            LocalDatabase.execute(connection, "CREATE SCHEMA IF NOT EXISTS \"other place\"");
            connection.setOption(key("adbc.connection.db_schema"), "other place");
            assertThat(connection.getOption(key("adbc.connection.db_schema"))).isEqualTo("other place");
            connection.setOption(key("adbc.connection.autocommit"), "false");
            assertThat(connection.getAutoCommit()).isFalse();
            assertThat(connection.getOption(new TypedKey<>("adbc.connection.autocommit", Boolean.class))).isFalse();
            connection.setIsolationLevel(IsolationLevel.READ_COMMITTED);
            assertFails(AdbcStatusCode.NOT_IMPLEMENTED, "READ_COMMITTED",
                    () -> connection.setIsolationLevel(IsolationLevel.SERIALIZABLE));
            assertFails(AdbcStatusCode.NOT_IMPLEMENTED, "only read", () -> connection.setReadOnly(true));
            assertThat(database.getOption(key("adbc.snowflake.sql.db"))).isEqualTo("IMEDNET");
        }
    }

    /** It was taken before, read back, and did nothing: rows went into the session's schema. */
    @ParameterizedTest
    @ValueSource(strings = {
        "adbc.snowflake.sql.db", "adbc.snowflake.sql.schema", "adbc.snowflake.sql.role", "adbc.snowflake.sql.warehouse",
        "password", "uri", "snowflake.driver-properties"
    })
    void anOptionOfTheLoginIsTheDatabasesAlone(String option) throws Exception {
        try (AdbcDatabase database = snowflake.open(allocator);
                AdbcConnection connection = database.connect();
                AdbcStatement statement = connection.createStatement()) {
            assertFails(AdbcStatusCode.NOT_IMPLEMENTED, "set it on the database before connect",
                    () -> connection.setOption(key(option), "OTHER"));
            assertFails(AdbcStatusCode.NOT_IMPLEMENTED, "adbc.ingest.target_db_schema",
                    () -> statement.setOption(key(option), "OTHER"));
            database.setOption(key(option), "OTHER");
            assertThat(statement.getOption(key("adbc.snowflake.sql.schema"))).isEqualTo("PUBLIC");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"export.upload", "export.s3.bucket", "imednet.page-size", "ingest.table", "ingest.mode",
        "snowflake.stage", "snowflake.table", "snowflake.table-prefix", "snowflake.sites-table"})
    void aSettingThatWouldDoNothingIsNoOption(String setting) throws Exception {
        assertFails(AdbcStatusCode.NOT_IMPLEMENTED, "is no option of ADBC",
                () -> snowflake.open(allocator, setting, "s3"));
        try (AdbcDatabase database = snowflake.open(allocator);
                AdbcConnection connection = database.connect();
                AdbcStatement statement = connection.createStatement()) {
            assertFails(AdbcStatusCode.NOT_IMPLEMENTED, "is no option of ADBC",
                    () -> statement.setOption(key(setting), "s3"));
        }
    }

    @Test
    void whatMayBeAnotherForEachStatementIsTakenAtEveryLevel() throws Exception {
        try (AdbcDatabase database = snowflake.open(allocator);
                AdbcConnection connection = database.connect()) {
            connection.setOption(key("adbc.snowflake.statement.query_tag"), "nightly");
            try (AdbcStatement statement = connection.createStatement()) {
                assertThat(statement.getOption(key("adbc.snowflake.statement.query_tag"))).isEqualTo("nightly");
                statement.setOption(key("adbc.snowflake.sql.client_option.use_high_precision"), "false");
                statement.setOption(key("ingest.batch-id"), "one");
                statement.setOption(key("export.ledger-table"), "LEDGER");
            }
        }
    }

    @Test
    void anOptionWithoutAValueHasItsDefaultOrIsNotFound() throws Exception {
        try (AdbcDatabase database = snowflake.open(allocator);
                AdbcConnection connection = database.connect();
                AdbcStatement statement = connection.createStatement()) {
            assertThat(statement.getOption(key("adbc.ingest.mode"))).isEqualTo("adbc.ingest.mode.create");
            assertThat(statement.getOption(key("adbc.ingest.temporary"))).isEqualTo("false");
            assertFails(AdbcStatusCode.NOT_FOUND, "adbc.ingest.target_catalog",
                    () -> statement.getOption(key("adbc.ingest.target_catalog")));
            assertFails(AdbcStatusCode.NOT_IMPLEMENTED, "adbc.ingest.target",
                    () -> statement.getOption(key("adbc.ingest.target")));
        }
    }

    @Test
    void secretsAreToldByNoOptionAndNoFailure() throws Exception {
        String uri = "LOADER:s3cr3t%zz@local/OTHER";
        assertThatThrownBy(() -> snowflake.open(allocator, "uri", uri)).hasMessageNotContaining("s3cr3t");
        try (AdbcDatabase database = snowflake.open(allocator, "password", "wrong-s3cr3t")) {
            assertFails(AdbcStatusCode.UNAUTHORIZED, "secret", () -> database.getOption(key("password")));
            assertThatThrownBy(database::connect).isInstanceOfSatisfying(AdbcException.class, failure -> {
                assertThat(failure.getStatus()).isEqualTo(AdbcStatusCode.UNAUTHENTICATED);
                assertThat(failure.getVendorCode()).isEqualTo(390100);
                assertThat(failure.toString()).doesNotContain("s3cr3t");
            });
        }
    }

    @Test
    void whatIsClosedFirstLeavesTheRestToBeClosed() throws Exception {
        AdbcDatabase database = snowflake.open(allocator);
        AdbcConnection connection = database.connect();
        AdbcStatement statement = connection.createStatement();
        statement.setSqlQuery("SELECT range AS N FROM range(10)");
        AdbcStatement.QueryResult result = statement.executeQuery();
        database.close();
        assertFails(AdbcStatusCode.INVALID_STATE, "closed", connection::createStatement);
        assertFails(AdbcStatusCode.INVALID_STATE, "closed", database::connect);
        assertFails(AdbcStatusCode.INVALID_STATE, "closed", statement::executeQuery);
        connection.close();
        statement.close();
        result.close();
        connection.close();
        database.close();
    }

    @Test
    void aFailureHasSnowflakesCodeAndState() throws Exception {
        try (AdbcDatabase database = snowflake.open(allocator);
                AdbcConnection connection = database.connect();
                AdbcStatement statement = connection.createStatement()) {
            assertFails(AdbcStatusCode.INVALID_STATE, "no SQL", statement::executeQuery);
            statement.setSqlQuery("SELECT * FROM NOWHERE");
            assertThatThrownBy(statement::executeQuery).isInstanceOfSatisfying(AdbcException.class, failure -> {
                assertThat(failure.getStatus()).isEqualTo(AdbcStatusCode.NOT_FOUND);
                assertThat(failure.getVendorCode()).isEqualTo(2003);
                assertThat(failure.getSqlState()).isEqualTo("42S02");
            });
            statement.setSqlQuery("SELEC 1");
            assertFails(AdbcStatusCode.INVALID_ARGUMENT, "", statement::executeUpdate);
        }
    }

    @Test
    void objectsAreListedToTheDepthAndByThePatternsAskedFor() throws Exception {
        try (AdbcDatabase database = snowflake.open(allocator);
                AdbcConnection connection = database.connect()) {
            LocalDatabase.execute(
                    connection,
                    "CREATE OR REPLACE TABLE LISTED_PARENT (ID NUMBER PRIMARY KEY)",
                    "CREATE OR REPLACE TABLE LISTED (ID NUMBER(9,2) NOT NULL PRIMARY KEY, NAME VARCHAR(7) UNIQUE,"
                            + " PARENT NUMBER REFERENCES LISTED_PARENT (ID))",
                    "CREATE OR REPLACE VIEW LISTED_VIEW AS SELECT ID FROM LISTED");
            assertThat(objects(connection, AdbcConnection.GetObjectsDepth.ALL, "LIST%D", new String[] {"TABLE"}, "I_"))
                    .contains("\"table_name\":\"LISTED\"", "\"xdbc_column_size\":9", "\"PRIMARY KEY\"", "[\"ID\"]",
                            "\"UNIQUE\"", "[\"NAME\"]", "\"FOREIGN KEY\"", "[\"PARENT\"]",
                            "\"fk_table\":\"LISTED_PARENT\"")
                    .doesNotContain("LISTED_VIEW", "\"column_name\":\"NAME\"");
            assertThat(objects(connection, AdbcConnection.GetObjectsDepth.TABLES, "LISTED\\_%", null, null))
                    .contains("LISTED_VIEW", "\"table_type\":\"VIEW\"").doesNotContain("\"LISTED\"", "column_name");
            assertThat(objects(connection, AdbcConnection.GetObjectsDepth.DB_SCHEMAS, null, null, null))
                    .contains("PUBLIC").doesNotContain("table_name");
            var schema = connection.getTableSchema("IMEDNET", "PUBLIC", "LISTED");
            assertThat(schema.findField("ID").isNullable()).isFalse();
            assertThat(schema.findField("ID").getMetadata())
                    .containsExactlyInAnyOrderEntriesOf(Map.of("DATA_TYPE", "NUMBER(9,2)", "PRIMARY_KEY", "Y"));
            assertThat(schema.findField("NAME").getMetadata()).containsEntry("DATA_TYPE", "VARCHAR(7)");
        }
    }

    private static String objects(
            AdbcConnection connection,
            AdbcConnection.GetObjectsDepth depth,
            String table,
            String[] types,
            String column)
            throws Exception {
        try (ArrowReader reader = connection.getObjects(depth, "IMEDNET", "PUBLIC", table, types, column)) {
            assertThat(reader.loadNextBatch()).isTrue();
            return String.valueOf(reader.getVectorSchemaRoot().getVector(1).getObject(0));
        }
    }

    private static TypedKey<String> key(String name) {
        return new TypedKey<>(name, String.class);
    }
}
