package io.github.imednet.snowflake.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ValueDigestTest {

    private static final String[] ONE = {"a", null, "b"};
    private static final String[] OTHER = {"c", "", "d"};

    @Test
    void theOrderOfRecordsDoesNotMatterAndTheirNumberDoes() {
        assertThat(hex(ONE, OTHER)).isEqualTo(hex(OTHER, ONE)).matches("[0-9a-f]{64}");
        assertThat(hex(ONE, ONE, OTHER)).isNotEqualTo(hex(ONE, OTHER));
        assertThat(hex()).isEqualTo("0".repeat(64));
    }

    @Test
    void theOrderOfValuesMattersAndNullIsNotEmpty() {
        assertThat(hex(new String[] {"a", "b"})).isNotEqualTo(hex(new String[] {"b", "a"}));
        assertThat(hex(new String[] {"ab", ""})).isNotEqualTo(hex(new String[] {"a", "b"}));
        assertThat(hex(new String[] {null})).isNotEqualTo(hex(new String[] {""}));
    }

    @Test
    void partsAddUpToTheWhole() {
        ValueDigest whole = new ValueDigest();
        for (String[] values : new String[][] {ONE, OTHER}) {
            ValueDigest part = new ValueDigest();
            part.add(values);
            whole.add(part);
        }

        assertThat(whole.hex()).isEqualTo(hex(ONE, OTHER));
    }

    private static String hex(String[]... records) {
        ValueDigest digest = new ValueDigest();
        for (String[] values : records) {
            digest.add(values);
        }
        return digest.hex();
    }
}
