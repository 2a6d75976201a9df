package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Roles and rights of a role file. */
class GrantsTest {

    private static final String ROLES = """
            CREATE ROLE IF NOT EXISTS ADMIN;
            GRANT OWNERSHIP ON DATABASE DB TO ROLE ADMIN;
            GRANT ALL ON SCHEMA DB.PUBLIC TO ROLE ADMIN; -- makes what the others use
            GRANT USAGE ON WAREHOUSE WH TO ROLE PUBLIC;
            CREATE ROLE READER;
            GRANT USAGE ON DATABASE DB TO ROLE READER;
            GRANT USAGE ON SCHEMA DB.PUBLIC TO ROLE READER;
            GRANT SELECT ON FUTURE TABLES IN SCHEMA DB.PUBLIC TO ROLE READER;
            GRANT READ ON STAGE DB.PUBLIC.ST TO ROLE READER;
            CREATE ROLE LOADER;
            GRANT ROLE READER TO ROLE LOADER;
            GRANT INSERT, UPDATE, DELETE ON TABLE DB.PUBLIC.T TO ROLE LOADER;
            GRANT READ, WRITE ON STAGE DB.PUBLIC.ST TO ROLE LOADER;
            GRANT CREATE TABLE, CREATE STAGE ON SCHEMA DB.PUBLIC TO ROLE LOADER;
            GRANT USAGE ON SEQUENCE DB.PUBLIC.USABLE TO ROLE READER;
            GRANT CREATE SEQUENCE ON SCHEMA DB.PUBLIC TO ROLE LOADER;
            CREATE ROLE STRANGER;
            GRANT ROLE ADMIN TO USER BOSS;
            GRANT ROLE LOADER TO USER WORKER;
            GRANT ROLE STRANGER TO USER GUEST""";

    @TempDir
    private static Path directory;

    private static Engine engine;
    private static Client admin;
    private static Client loader;

    @BeforeAll
    static void open() throws Exception {
        Path file = Files.writeString(directory.resolve("roles.sql"), ROLES);
        engine = Engine.open(directory.resolve("server"), Duration.ofMinutes(1), null, Map.of(), Grants.read(file));
        engine.createDatabase("DB");
        admin = client("BOSS", null);
        admin.run("CREATE TABLE T (A NUMBER)");
        admin.run("CREATE STAGE ST");
        admin.run("CREATE STAGE HIDDEN");
        admin.run("CREATE VIEW V AS SELECT A FROM T");
        admin.run("CREATE SEQUENCE USABLE");
        admin.run("CREATE SEQUENCE UNSEEN");
        loader = client("WORKER", null);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void whatIsGrantedIsAllowed() throws Exception {
        assertThat(loader.session().role()).isEqualTo("LOADER");
        loader.run("INSERT INTO T VALUES (1)");
        loader.run("UPDATE T SET A = 2");
        loader.run("MERGE INTO T USING (SELECT 2 AS B) ON A = B WHEN MATCHED THEN DELETE");
        loader.run("LIST @ST");
        loader.run("CREATE OR REPLACE TABLE OWN (A NUMBER)");
        loader.run("ALTER TABLE OWN ADD COLUMN B NUMBER");
        loader.run("TRUNCATE TABLE OWN");
        assertThat(loader.value("SELECT USABLE.NEXTVAL")).isEqualTo("1");
        loader.run("CREATE OR REPLACE SEQUENCE OWN_S");
        loader.run("CREATE OR REPLACE SEQUENCE OWN_S");
        assertThat(loader.value("SELECT OWN_S.NEXTVAL")).isEqualTo("1");
        assertThat(loader.value("SELECT COUNT(*) FROM V")).isEqualTo("0");
        Client reader = client("WORKER", "READER");
        assertThat(reader.value("SELECT COUNT(*) FROM T")).isEqualTo("0");
        reader.run("CREATE TEMPORARY TABLE MINE (A NUMBER)");
        reader.run("DROP TABLE MINE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT INTO T VALUES (1)|003001/42501",
                "UPDATE T SET A = 1|003001/42501",
                "DELETE FROM T|003001/42501",
                "MERGE INTO T USING (SELECT 2 AS B) ON A = B WHEN MATCHED THEN DELETE|003001/42501",
                "TRUNCATE TABLE T|003001/42501",
                "ALTER TABLE T ADD COLUMN B NUMBER|003001/42501",
                "DROP TABLE T|003001/42501",
                "CREATE TABLE U (A NUMBER)|003001/42501",
                "CREATE TABLE IF NOT EXISTS T (A NUMBER)|003001/42501",
                "CREATE STAGE ST2|003001/42501",
                "CREATE VIEW W AS SELECT 1 AS A|003001/42501",
                "PUT 'file:///a' @ST|003001/42501",
                "REMOVE @ST|003001/42501",
                "LIST @HIDDEN|002003/02000",
                "DESCRIBE STAGE HIDDEN|002003/02000",
                "USE ROLE ADMIN|003013/42501",
                "USE WAREHOUSE OTHER|002043/02000",
                "CREATE SCHEMA S|003001/42501",
                "CREATE SEQUENCE S|003001/42501",
                "DROP SEQUENCE USABLE|003001/42501",
                "SELECT UNSEEN.NEXTVAL|000904/42000",
                "DESCRIBE SEQUENCE UNSEEN|002003/02000",
                "DROP SEQUENCE UNSEEN|002003/02000",
                "ALTER SEQUENCE USABLE SET COMMENT = 'c'|003001/42501"
            })
    void whatAReaderMayNotDoIsRefused(String sql, String failure) throws Exception {
        try (Client reader = client("WORKER", "READER")) {
            assertThat(reader.failure(sql)).isEqualTo(failure);
        }
    }

    @Test
    void whatARoleHasNoRightOnIsNotThereForIt() throws Exception {
        try (Client stranger = client("GUEST", null)) {
            assertThat(stranger.session().database()).isNull();
            assertThat(stranger.failure("SELECT * FROM DB.PUBLIC.T")).isEqualTo("002003/02000");
            assertThat(stranger.failure("USE SCHEMA DB.PUBLIC")).isEqualTo("002003/02000");
            assertThat(stranger.value("SELECT 1")).isEqualTo("1");
        }
        assertThat(loader.column("name", "SHOW STAGES")).contains("ST").doesNotContain("HIDDEN");
        assertThat(loader.column("name", "SHOW SEQUENCES")).contains("USABLE").doesNotContain("UNSEEN");
        assertThat(loader.column("name", "SHOW TABLES LIKE 'T'")).containsExactly("T");
    }

    @Test
    void whatComputesNeedsAWarehouse() throws Exception {
        try (Client without = new Client(engine.openSession("DB", "PUBLIC", "OTHER", null, "WORKER", Map.of()))) {
            assertThat(without.session().warehouse()).isNull();
            without.run("DESCRIBE TABLE T");
            assertThat(without.failure("SELECT * FROM T")).isEqualTo("000606/57P03");
            assertThat(without.failure("INSERT INTO T VALUES (1)")).isEqualTo("000606/57P03");
        }
    }

    @Test
    void theRightsOfARoleAreShown() throws Exception {
        assertThat(loader.rows("SHOW GRANTS TO ROLE LOADER").stream().map(row -> row.subList(1, 4)))
                .contains(List.of("INSERT", "TABLE", "DB.PUBLIC.T"), List.of("WRITE", "STAGE", "DB.PUBLIC.ST"),
                        List.of("CREATE TABLE", "SCHEMA", "DB.PUBLIC"), List.of("USAGE", "ROLE", "READER"))
                .doesNotContain(List.of("SELECT", "TABLE", "DB.PUBLIC.T"));
        assertThat(loader.rows("SHOW GRANTS TO ROLE ADMIN").stream().map(row -> row.subList(1, 4)))
                .contains(List.of("OWNERSHIP", "TABLE", "DB.PUBLIC.T"), List.of("OWNERSHIP", "DATABASE", "DB"));
    }

    @Test
    void aRoleThatIsNotTheUsersIsRefusedAtLogin() {
        assertThatThrownBy(() -> client("GUEST", "ADMIN")).hasMessageContaining("ADMIN");
    }

    @Test
    void aRoleFileWithAMistakeIsRefused() throws Exception {
        for (String mistake : List.of(
                "GRANT SELECT ON TABLE T TO ROLE PUBLIC",
                "GRANT MONITOR ON DATABASE DB TO ROLE PUBLIC",
                "GRANT USAGE ON DATABASE DB TO ROLE NOBODY",
                "REVOKE ROLE PUBLIC FROM USER A")) {
            Path file = Files.writeString(directory.resolve("wrong.sql"), mistake);
            assertThatThrownBy(() -> Grants.read(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("wrong.sql");
        }
    }

    private static Client client(String user, String role) throws SqlFailure {
        return new Client(engine.openSession("DB", "PUBLIC", "WH", role, user, Map.of()));
    }
}
