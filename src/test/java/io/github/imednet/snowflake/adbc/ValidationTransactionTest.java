package io.github.imednet.snowflake.adbc;

import org.apache.arrow.adbc.driver.testsuite.AbstractTransactionTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** ADBC's own suite for transactions. */
class ValidationTransactionTest extends AbstractTransactionTest {

    @RegisterExtension
    static final Validation VALIDATION = new Validation(suite -> quirks = suite);
}
