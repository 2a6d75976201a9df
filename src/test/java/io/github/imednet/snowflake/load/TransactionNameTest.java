package io.github.imednet.snowflake.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TransactionNameTest {

    private static final WarehouseNames RECORDS = names("\"DB\".\"PUBLIC\".\"RECORDS\"");

    @Test
    void aStudyAsAWholeExcludesAllOfItsBatchesAndTheyItAndThemselvesOnly() {
        TransactionName study = TransactionName.of(RECORDS, "S", null);
        TransactionName batch = TransactionName.of(RECORDS, "S", "1");
        TransactionName otherBatch = TransactionName.of(RECORDS, "S", "2");
        TransactionName sameBatchOfMixedStudies = TransactionName.of(RECORDS, "", "1");

        assertThat(study.excludes(batch.toString())).isTrue();
        assertThat(study.excludes(study.toString().toLowerCase(Locale.ROOT))).isTrue();
        assertThat(batch.excludes(study.toString())).isTrue();
        assertThat(batch.excludes(otherBatch.toString())).isFalse();
        assertThat(batch.excludes(sameBatchOfMixedStudies.toString())).isTrue();
        assertThat(sameBatchOfMixedStudies.excludes(study.toString())).isFalse();
    }

    @Test
    void otherTablesStudiesAndNamesOfOthersAreNotExcluded() {
        TransactionName study = TransactionName.of(RECORDS, "S", null);

        assertThat(study.excludes(TransactionName.of(names("\"DB\".\"PUBLIC\".\"X\""), "S", null)
                        .toString()))
                .isFalse();
        assertThat(study.excludes(TransactionName.of(RECORDS, "T", null).toString())).isFalse();
        assertThat(study.excludes("551f494d-90ed-438d-b32b-1161396c3a22")).isFalse();
        assertThat(study.excludes(null)).isFalse();
    }

    @Test
    void aTransactionOfSeveralTablesIsFoundByTheClaimToEachOfThem() {
        TransactionName several = IntStream.range(0, 12)
                .mapToObj(number ->
                        TransactionName.of(names("\"DB\".\"PUBLIC\".\"T" + number + "\""), "S" + number, null))
                .reduce(TransactionName::and)
                .orElseThrow();

        assertThat(several.toString()).hasSizeLessThanOrEqualTo(255);
        for (int i = 0; i < 12; i++) {
            WarehouseNames table = names("\"DB\".\"PUBLIC\".\"T" + i + "\"");
            assertThat(TransactionName.of(table, "S" + i, null).excludes(several.toString())).isTrue();
            assertThat(TransactionName.of(table, "S" + i, "1").excludes(several.toString())).isTrue();
            assertThat(TransactionName.of(table, "S" + (i + 1), null).excludes(several.toString())).isFalse();
        }
        assertThat(TransactionName.of(RECORDS, "S1", null).excludes(several.toString())).isFalse();
    }

    private static WarehouseNames names(String table) {
        return new WarehouseNames("\"DB\".\"PUBLIC\"", table, "T", null, null, null, Map.of(), null);
    }
}
