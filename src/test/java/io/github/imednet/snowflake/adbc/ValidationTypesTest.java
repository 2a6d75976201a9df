package io.github.imednet.snowflake.adbc;

import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.arrow.adbc.core.AdbcStatement;
import org.apache.arrow.adbc.driver.testsuite.AbstractSqlTypeTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** ADBC's own suite for types. */
class ValidationTypesTest extends AbstractSqlTypeTest {

    @RegisterExtension
    static final Validation VALIDATION = new Validation(suite -> quirks = suite);

    /** The suite asks for values by names without quotes, and for types by exact ones: those are a view's. */
    @BeforeEach
    void useExactNames(TestInfo test) throws Exception {
        if (test.getTestMethod().orElseThrow().getName().endsWith("Type")) {
            LocalDatabase.execute(
                    connection,
                    "CREATE SCHEMA IF NOT EXISTS EXACT",
                    "USE SCHEMA EXACT",
                    "CREATE OR REPLACE VIEW \"adbc_alltypes\" AS SELECT " + columns() + " FROM PUBLIC.adbc_alltypes");
        }
    }

    private String columns() throws Exception {
        try (AdbcStatement select = connection.createStatement()) {
            select.setSqlQuery("SELECT * FROM PUBLIC.adbc_alltypes");
            return select.executeSchema().getFields().stream()
                    .map(field -> field.getName() + " AS \"" + field.getName().toLowerCase(Locale.ROOT) + '"')
                    .collect(Collectors.joining(", "));
        }
    }
}
