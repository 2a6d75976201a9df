package io.github.imednet.snowflake.adbc;

import org.apache.arrow.adbc.driver.testsuite.AbstractPartitionDescriptorTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** ADBC's own suite for partitions. */
class ValidationPartitionTest extends AbstractPartitionDescriptorTest {

    @RegisterExtension
    static final Validation VALIDATION = new Validation(suite -> quirks = suite);
}
