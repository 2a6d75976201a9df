package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DatabasesTest {

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private Client client;

    @BeforeEach
    void client() {
        client = ENGINE.client();
    }

    @AfterEach
    void dropOthers() throws Exception {
        client.run("DROP DATABASE IF EXISTS OTHER");
        client.run("DROP DATABASE IF EXISTS \"My database\"");
    }

    @Test
    void aDatabaseIsCreatedWithItsSchemaAndUsed() throws Exception {
        assertThat(client.value("CREATE DATABASE OTHER COMMENT = 'c'")).isEqualTo("Database OTHER successfully"
                + " created.");
        assertThat(client.session().database()).isEqualTo("OTHER");
        assertThat(client.session().schema()).isEqualTo("PUBLIC");
        assertThat(client.column("name", "SHOW SCHEMAS IN DATABASE OTHER"))
                .containsExactly("PUBLIC", "INFORMATION_SCHEMA");
        assertThat(client.column("comment", "SHOW DATABASES LIKE 'other'")).containsExactly("c");
        client.run("ALTER DATABASE OTHER SET COMMENT = 'd'");
        assertThat(client.column("comment", "SHOW DATABASES LIKE 'other'")).containsExactly("d");
        assertThat(client.value("CREATE DATABASE IF NOT EXISTS OTHER"))
                .isEqualTo("OTHER already exists, statement succeeded.");
        assertThat(client.failure("CREATE DATABASE OTHER")).isEqualTo("002002/42710");
        assertThat(client.failure("CREATE DATABASE TEMP")).isEqualTo("001003/42000");
    }

    @Test
    void aQuotedNameKeepsItsSpelling() throws Exception {
        client.run("CREATE DATABASE \"My database\"");
        client.run("CREATE TABLE \"My database\".PUBLIC.T (A INT)");
        assertThat(client.column("database_name", "SHOW TABLES IN DATABASE \"My database\"")).containsExactly("My"
                + " database");
    }

    @Test
    void droppingTakesTablesStagesAndTheirFiles() throws Exception {
        client.run("CREATE DATABASE OTHER");
        client.run("CREATE STAGE ST");
        client.run("CREATE TABLE T (A INT)");
        Path file = Files.writeString(ENGINE.stageDirectory("@ST").resolve("a"), "x");
        Path tableFile = Files.writeString(ENGINE.stageDirectory("@%T").resolve("a"), "x");
        Client another = ENGINE.newClient();
        another.run("USE DATABASE OTHER");
        assertThat(client.value("DROP DATABASE OTHER")).isEqualTo("OTHER successfully dropped.");
        assertThat(file).doesNotExist();
        assertThat(tableFile).doesNotExist();
        assertThat(client.session().database()).isNull();
        assertThat(another.failure("SELECT * FROM OTHER.PUBLIC.T")).isEqualTo("002003/02000");
        assertThat(another.failure("CREATE TABLE T (A INT)")).isEqualTo("090105/22000");
        assertThat(client.failure("DROP DATABASE OTHER")).isEqualTo("002003/02000");
        client.run("DROP DATABASE IF EXISTS OTHER");
        client.run("CREATE DATABASE OTHER");
        assertThat(client.rows("SHOW TABLES")).isEmpty();
    }

    @Test
    void aSchemaIsCreatedDescribedAndDroppedWithAllInIt() throws Exception {
        client.run("CREATE SCHEMA S COMMENT = 'c'");
        client.run("CREATE TABLE T (A INT)");
        client.run("CREATE STAGE ST");
        client.run("CREATE FILE FORMAT F TYPE = PARQUET");
        Path file = Files.writeString(ENGINE.stageDirectory("@ST").resolve("a"), "x");
        assertThat(client.column("name", "DESCRIBE SCHEMA S")).containsExactly("T");
        assertThat(client.column("name", "DESCRIBE DATABASE DB")).containsExactly("PUBLIC", "S");
        assertThat(client.column("comment", "SHOW SCHEMAS LIKE 'S'")).containsExactly("c");
        client.run("ALTER SCHEMA S SET COMMENT = 'd'");
        assertThat(client.column("comment", "SHOW SCHEMAS LIKE 'S' IN DATABASE DB")).containsExactly("d");
        assertThat(client.failure("CREATE SCHEMA S")).isEqualTo("002002/42710");
        client.run("CREATE SCHEMA IF NOT EXISTS S");
        client.run("DROP SCHEMA DB.S");
        assertThat(client.session().schema()).isNull();
        assertThat(file).doesNotExist();
        assertThat(client.failure("CREATE TABLE T (A INT)")).isEqualTo("090106/22000");
        client.run("CREATE SCHEMA S");
        assertThat(client.rows("SHOW TABLES IN SCHEMA S")).isEmpty();
        assertThat(client.rows("SHOW STAGES IN SCHEMA S")).isEmpty();
        assertThat(client.rows("SHOW FILE FORMATS IN SCHEMA S")).isEmpty();
        client.run("CREATE OR REPLACE SCHEMA S");
        assertThat(client.failure("DROP SCHEMA NOPE")).isEqualTo("002003/02000");
    }

    @Test
    void theCatalogBehindIsOutOfReach() {
        assertThat(client.failure("SELECT * FROM DB.\"$local\".STAGES")).isEqualTo("002003/02000");
        assertThat(client.failure("SHOW TABLES IN SCHEMA DB.\"$local\"")).isEqualTo("002043/02000");
        assertThat(client.failure("DROP SCHEMA \"$local\"")).isEqualTo("002003/02000");
    }

    @Test
    void aTransactionWritesToOneDatabaseOnly() throws Exception {
        client.run("CREATE TABLE DB.PUBLIC.T (A INT)");
        client.run("CREATE DATABASE OTHER");
        client.run("CREATE TABLE T (A INT)");
        client.run("BEGIN");
        client.run("INSERT INTO DB.PUBLIC.T VALUES (1)");
        SqlFailure failure = client.fail("INSERT INTO OTHER.PUBLIC.T VALUES (1)");
        assertThat(failure.code()).isEqualTo("001003");
        assertThat(failure.getMessage()).contains("two databases");
        client.run("ROLLBACK");
    }
}
