package io.github.imednet.snowflake.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchFileTest {

    private static final String SHA256 = "9f2c41d07be5a6130000000000000000000000000000000000000000000000ff";

    @Test
    void aFileIsNamedByItsBatchAndItsContent() {
        assertThat(BatchFile.name("MY_STUDY/records/0", SHA256))
                .isEqualTo("MY_STUDY_records_0-9f2c41d07be5a613.parquet");
    }

    @Test
    void whatIsNoPartOfAFileNameIsReplaced() {
        assertThat(BatchFile.name("../Stüdy 'x'/records/12", SHA256))
                .isEqualTo(".._St_dy__x__records_12-9f2c41d07be5a613.parquet");
    }

    @Test
    void aLongNameKeepsItsEnd() {
        String name = BatchFile.name("S".repeat(1000) + "/records/12", SHA256);

        assertThat(name).hasSizeLessThan(255).endsWith("_records_12-9f2c41d07be5a613.parquet");
    }
}
