package io.github.imednet.snowflake.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordSelectionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "                    | AE    | formKey==AE",
        "siteId==1           | AE    | siteId==1;formKey==AE",
        "siteId==1,visitId==2| AE    | siteId==1,visitId==2",
        "siteId==1 or a==2   | AE    | siteId==1 or a==2",
        "formKey!=CM         | AE    | formKey!=CM",
        "siteId==1           | AE,CM | siteId==1",
        "siteId==1           | A;B   | siteId==1"
    })
    void aFormIsATermOfTheFilterOnlyWhereOneCanBeAdded(String filter, String forms, String asked) {
        RecordSelection selection = new RecordSelection(filter, null, List.of(forms.split(",")));

        assertThat(selection.apiFilter()).isEqualTo(asked);
    }

    @Test
    void theOrderOfFormsMakesNoOtherSelection() {
        RecordSelection one = new RecordSelection(null, null, List.of("CM", "AE", "CM"));

        assertThat(one.text()).isEqualTo(new RecordSelection(null, null, List.of("AE", "CM")).text());
        assertThat(RecordSelection.ALL.text()).isEmpty();
    }
}
