package io.github.imednet.snowflake.adbc;

import org.apache.arrow.adbc.driver.testsuite.AbstractConnectionTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** ADBC's own suite for connections. */
class ValidationConnectionTest extends AbstractConnectionTest {

    @RegisterExtension
    static final Validation VALIDATION = new Validation(suite -> quirks = suite);
}
