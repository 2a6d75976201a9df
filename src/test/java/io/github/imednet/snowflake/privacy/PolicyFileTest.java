package io.github.imednet.snowflake.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.PrivacySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a policy may say, and what is refused before anything is asked of iMednet, with file and line. */
class PolicyFileTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "default: maybe                                                     | line 1: default is 'maybe', not"
                        + " keep or drop",
                "rules: []                                                          | line 1: default is missing",
                "default: keep;rulez: []                                            | line 2: unknown field 'rulez'",
                "default: keep;default: drop                                        | line 2: not YAML",
                "default: keep;rules: all                                           | line 2: rules is not a list",
                "default: keep;rules:;- {field: login, action: hsah}                | line 3: unknown action 'hsah'",
                "default: keep;rules:;- {field: login}                              | line 3: the rule has no action",
                "default: keep;rules:;- {feild: login, action: drop}                | line 3: unknown field 'feild'",
                "default: keep;rules:;- {field: subjctKey, action: drop}            | is subjectKey meant?",
                "default: keep;rules:;- {list: users, field: siteId, action: drop}  | line 3: unknown field 'siteId'"
                        + " of users",
                "default: keep;rules:;- {list: recrods, action: drop}               | is records meant?",
                "default: keep;rules:;- {field: [], action: drop}                   | line 3: field has no names",
                "default: keep;rules:;- {field: login, action: drop, with: x}       | line 3: with is the text",
                "default: keep;rules:;- {field: recordId, action: hash}             | recordId of records can only be"
                        + " kept",
                "default: keep;rules:;- {field: studyKey, action: drop}             | studyKey of studies can only be"
                        + " kept",
                "default: keep;rules:;- {list: subjects, field: subjectId, action: empty} | the entities of subjects"
                        + " are told apart",
                "default: keep;rules:;- {field: login, action: hash}                | line 3: hash needs a secret key:"
                        + " set export.privacy-key",
                "default: keep;rules:;- {field: endDate, action: shift-dates}       | line 3: shift-dates needs a"
                        + " secret key",
                "default: keep;rules:;- {list: [subjects, querys], action: drop}    | line 3: unknown list 'querys'",
                "default: keep;rules:;- {list: [subjects, 'query*'], action: drop}  | unknown list 'query*', which is"
                        + " none of studies, sites,",
                "default: keep;rules:;- variable: usubjid, subjid;  action: drop    | line 3: variable has a comma: of"
                        + " several names write [usubjid, subjid]",
                "default: keep;rules:;- form: DM, AE;  action: drop                 | line 3: form has a comma",
                "default: keep;rules:;- field: '*Id, *Date';  action: drop          | line 3: field has a comma",
                "default: keep;rules:;- {list: [queries, users], form: AE, action: drop} | line 3: the rule can match"
                        + " nothing of queries, users: entities name a form in forms, variables, records,",
                "default: keep;rules:;- {list: queries, variable: aeterm, action: drop} | line 3: the rule can match"
                        + " nothing of queries: a rule with variable is for values",
                "default: keep;rules:;- {list: records, variable: aeterm, field: subjectKey, action: drop} | line 3: the"
                        + " rule can match nothing of records",
                "default: keep;rules:;- {list: visits, variable: aeterm, field: '*Date', action: drop} | line 3: the"
                        + " rule can match nothing of visits",
                "default: keep;rules:;- {form: AE, field: email, action: drop}      | line 3: unknown field 'email' of"
                        + " forms, variables, records,",
                "default: keep;rules:;- {list: queries, field: recordData.x, action: drop} | line 3: unknown field"
                        + " 'recordData.x' of queries",
                "default: keep;rules:;- {field: login, action: mask, with: 1.0}     | line 3: with is not text in YAML",
                "default: keep;rules:;- {field: login, action: mask, with: null}    | line 3: with is not text in YAML",
                "default: keep;rules:;- {field: login, action: mask, with: }        | line 3: with is not text in YAML",
                "default: keep;rules:;- {variable: 1.0, action: drop}               | line 3: variable is not text",
                "default: keep;rules:;- {form: null, action: drop}                  | line 3: form is not text",
                "default: keep;shift-days: 0                                        | line 2: shift-days is '0'",
                "default: keep;rules: [                                             | not YAML",
                "- 1                                                                | line 1: expected are fields",
                "''                                                                 | line 1: expected are fields",
            })
    void whatCannotBeMeantIsRefusedWithFileAndLine(String policy, String problem) {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> PrivacyPolicy.of(Policies.settings(directory, policy.replace(";", "\n"), null)))
                .withMessageContaining(directory.resolve("policy.yaml").toString())
                .withMessageContaining(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{list: [subjects, 'rec*'], form: AE, field: subjectId, action: empty}",
        "{list: [queries, codings], variable: aeterm, action: drop}",
        "{variable: aeterm, field: [description, recordData, label], action: drop}",
        "{list: records, variable: aeterm, field: '*', action: drop}",
        "{field: recordData.AETERM, form: 101, action: mask, with: '1.0'}",
        "{field: login, action: mask, with: true}",
    })
    void aRuleThatMatchesInSomeOfItsListsIsTaken(String rule) throws IOException {
        assertThat(PrivacyPolicy.of(Policies.settings(directory, "default: keep\nrules:\n- " + rule, null)))
                .isPresent();
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> PrivacyPolicy.of(Policies.settings(directory, """
                        default: keep
                        rules:
                          - {field: login, action: hsah}
                          - {field: recordId, action: drop}
                        """, null)))
                .satisfies(refused -> assertThat(refused.problems()).hasSize(2));
    }

    @Test
    void aShortKeyIsRefusedAndNotTold() {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> Policies.settings(directory, "default: keep", "too-short-a-key"))
                .withMessageContaining("export.privacy-key has fewer than 32 characters")
                .withMessageNotContaining("too-short-a-key");
    }

    @ParameterizedTest
    @CsvSource({
        "export.privacy-policy, '', export.privacy-policy is set to nothing",
        "export.privacy-key, 0123456789abcdef0123456789abcdef, export.privacy-policy is not: name the policy"
    })
    void anExportWithoutAPolicyHasNothingOfOneSet(String key, String value, String problem) {
        Map<String, String> settings = Map.of(key, value);

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> PrivacySettings.read(name -> Optional.ofNullable(settings.get(name))))
                .withMessageContaining(problem);
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> PrivacySettings.read(
                        key -> Optional.of(key).filter("export.privacy-policy"::equals)))
                .withMessageContaining("export.privacy-policy: export.privacy-policy cannot be read");
    }

    @Test
    void commentsAndLayoutMakeNoOtherPolicyAndRulesAndKeysDo() throws IOException {
        String id = id("default: keep\nrules: [{field: login, action: drop}]", Policies.KEY);

        assertThat(id).matches("[0-9a-f]{16}");
        assertThat(id("# why\nrules:\n  - action: drop\n    field: login\n\ndefault: keep", Policies.KEY))
                .isEqualTo(id);
        assertThat(id("default: keep\nrules: [{field: email, action: drop}]", Policies.KEY)).isNotEqualTo(id);
        assertThat(id("default: keep\nrules: [{field: login, action: drop}]", Policies.KEY + "!")).isNotEqualTo(id);
        assertThat(id("default: keep\nrules: [{field: login, action: drop}]", Policies.KEY + "\n"))
                .as("a key that a table has hashes of stays as it is").isNotEqualTo(id);
        assertThat(id("default: keep\nrules: [{field: login, action: drop}]", null)).isNotEqualTo(id);
        // As tables have it.
        assertThat(id).isEqualTo("fea6419275a07e7b");
    }

    @Test
    void aWholeNumberIsAMaskAsItIsWritten() throws IOException {
        PrivacySettings settings =
                Policies.settings(directory, "default: keep\nrules: [{field: login, action: mask, with: 0}]", null);

        assertThat(PrivacyPolicy.of(settings)).isPresent();
        // As tables have it.
        assertThat(settings.id()).isEqualTo("e469697f8d03a420");
    }

    private String id(String policy, String key) throws IOException {
        return Policies.settings(directory, policy, key).id();
    }
}
