package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InformationSchemaTest {

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private Client client;

    @BeforeEach
    void client() throws Exception {
        client = ENGINE.client();
        client.run("CREATE TABLE T (ID NUMBER(10,2) NOT NULL, NAME VARCHAR(20), AT TIMESTAMP_NTZ, V VARIANT)");
        client.run("INSERT INTO T (ID) VALUES (1), (2)");
    }

    @Test
    void tablesHaveTheirRowCountAndCreation() throws Exception {
        assertThat(client.rows("SELECT TABLE_CATALOG, TABLE_SCHEMA, TABLE_NAME, ROW_COUNT, TABLE_TYPE FROM"
                + " DB.INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA ="
                + " 'PUBLIC'")).containsExactly(List.of("DB", "PUBLIC", "T", "2", "BASE TABLE"));
        assertThat(client.value("SELECT CREATED FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'T'"))
                .isEqualTo(client.column("created_on", "SHOW TABLES LIKE 'T'").get(0));
        assertThat(client.value("select count(*) from information_schema.tables t join information_schema.columns c on"
                + " t.table_name = c.table_name")).isEqualTo("4");
    }

    @Test
    void columnsHaveTheirTypes() throws Exception {
        assertThat(client.rows("SELECT COLUMN_NAME, ORDINAL_POSITION, DATA_TYPE, IS_NULLABLE, NUMERIC_PRECISION,"
                + " NUMERIC_SCALE, CHARACTER_MAXIMUM_LENGTH FROM \"DB\".INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME ="
                + " 'T' ORDER BY 2")).containsExactly(
                        Arrays.asList("ID", "1", "NUMBER", "NO", "10", "2", null),
                        Arrays.asList("NAME", "2", "TEXT", "YES", null, null, "20"),
                        Arrays.asList("AT", "3", "TIMESTAMP_NTZ", "YES", null, null, null),
                        Arrays.asList("V", "4", "VARIANT", "YES", null, null, null));
    }

    @Test
    void schemataStagesAndDatabasesAreListed() throws Exception {
        client.run("CREATE STAGE ST");
        assertThat(client.column("SCHEMA_NAME",
                "SELECT SCHEMA_NAME FROM INFORMATION_SCHEMA.SCHEMATA")).contains("PUBLIC");
        assertThat(client.column("STAGE_NAME",
                "SELECT STAGE_NAME FROM INFORMATION_SCHEMA.STAGES")).containsExactly("ST");
        assertThat(client.column("DATABASE_NAME",
                "SELECT DATABASE_NAME FROM INFORMATION_SCHEMA.DATABASES")).contains("DB");
    }

    @Test
    void loadsAreTold() throws Exception {
        client.run("CREATE STAGE ST");
        client.run("CREATE TABLE L (A NUMBER)");
        ENGINE.stage("@ST/p/", "a.parquet", "SELECT i AS a FROM range(3) t(i)");
        client.run("COPY INTO L FROM (SELECT $1:a::NUMBER FROM @ST) FILE_FORMAT = (TYPE = PARQUET)");
        assertThat(client.rows("SELECT FILE_NAME, ROW_COUNT, STATUS, TABLE_NAME FROM"
                + " TABLE(INFORMATION_SCHEMA.COPY_HISTORY(TABLE_NAME => 'L', START_TIME => DATEADD(hours, -1,"
                + " CURRENT_TIMESTAMP())))"))
                .containsExactly(List.of("p/a.parquet", "3", "Loaded", "L"));
        assertThat(client.rows("SELECT * FROM TABLE(DB.INFORMATION_SCHEMA.COPY_HISTORY(TABLE_NAME => 'DB.PUBLIC.L',"
                + " START_TIME => DATEADD(hours, 1, CURRENT_TIMESTAMP())))")).isEmpty();
        assertThat(client.rows("SELECT TABLE_NAME, STATUS, ROW_COUNT FROM INFORMATION_SCHEMA.LOAD_HISTORY"))
                .containsExactly(List.of("L", "LOADED", "3"));
    }

    @Test
    void otherViewsAndFunctionsAreRefused() {
        assertThat(client.failure("SELECT * FROM INFORMATION_SCHEMA.FUNCTIONS")).isEqualTo("001003/42000");
        assertThat(client.failure("SELECT * FROM TABLE(INFORMATION_SCHEMA.QUERY_HISTORY())")).isEqualTo("001003/42000");
        assertThat(client.failure("SELECT * FROM NOPE.INFORMATION_SCHEMA.TABLES")).isEqualTo("002003/02000");
    }
}
