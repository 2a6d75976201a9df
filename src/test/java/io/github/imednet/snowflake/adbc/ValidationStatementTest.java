package io.github.imednet.snowflake.adbc;

import org.apache.arrow.adbc.driver.testsuite.AbstractStatementTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** ADBC's own suite for statements and bulk ingestion. */
class ValidationStatementTest extends AbstractStatementTest {

    @RegisterExtension
    static final Validation VALIDATION = new Validation(suite -> quirks = suite);
}
