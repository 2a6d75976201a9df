package io.github.imednet.snowflake.adbc;

import org.apache.arrow.adbc.driver.testsuite.AbstractConnectionMetadataTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** ADBC's own suite for metadata. */
class ValidationMetadataTest extends AbstractConnectionMetadataTest {

    @RegisterExtension
    static final Validation VALIDATION = new Validation(suite -> quirks = suite);
}
