package io.github.imednet.snowflake.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionUriTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "snowflake://", "SNOWFLAKE://"})
    void aUriNamesUserAccountDatabaseSchemaAndParametersWithOrWithoutItsScheme(String scheme) {
        assertThat(read(scheme + "loader:pw@myorg-myaccount/CLINICAL/RAW?warehouse=LOAD_WH&role=LOADER_ROLE"))
                .isEqualTo(Map.of(
                        "snowflake.user", "loader",
                        "snowflake.password", "pw",
                        "snowflake.account", "myorg-myaccount",
                        "snowflake.database", "CLINICAL",
                        "snowflake.schema", "RAW",
                        "snowflake.warehouse", "LOAD_WH",
                        "snowflake.role", "LOADER_ROLE"));
    }

    @Test
    void theSchemaAndThePasswordMayBeLeftOut() {
        assertThat(read("loader@myorg-myaccount/CLINICAL"))
                .isEqualTo(Map.of(
                        "snowflake.user", "loader",
                        "snowflake.account", "myorg-myaccount",
                        "snowflake.database", "CLINICAL"));
    }

    @ParameterizedTest
    @CsvSource({
        "loader:pw@127.0.0.1:8085/CLINICAL/RAW?account=local&protocol=http, 127.0.0.1",
        "loader:pw@[::1]:8085/CLINICAL/RAW?account=local&protocol=http, [::1]"
    })
    void aHostWithAPortTakesTheAccountAsAParameter(String uri, String host) {
        assertThat(read(uri))
                .isEqualTo(Map.of(
                        "snowflake.user", "loader",
                        "snowflake.password", "pw",
                        "snowflake.host", host,
                        "snowflake.port", "8085",
                        "snowflake.database", "CLINICAL",
                        "snowflake.schema", "RAW",
                        "snowflake.account", "local",
                        "snowflake.protocol", "http"));
    }

    @Test
    void aHostNeedsNoUser() {
        assertThat(read("127.0.0.1:8085/CLINICAL/RAW?account=local"))
                .isEqualTo(Map.of(
                        "snowflake.host", "127.0.0.1",
                        "snowflake.port", "8085",
                        "snowflake.database", "CLINICAL",
                        "snowflake.schema", "RAW",
                        "snowflake.account", "local"));
    }

    @Test
    void oneOfSnowflakesOwnHostsSaysTheAccount() {
        assertThat(read("loader@myorg-myaccount.snowflakecomputing.com/CLINICAL"))
                .containsEntry("snowflake.account", "myorg-myaccount")
                .containsEntry("snowflake.host", "myorg-myaccount.snowflakecomputing.com");
    }

    @Test
    void whatIsPercentEncodedIsDecodedAndAPlusInAPasswordStays() {
        assertThat(read("me%40example.test:p%3A%2F%3F%40%25+w@acc/My%20Db/My%2FSchema?warehouse=My+WH&QUERY_TAG=a%26b"))
                .containsEntry("snowflake.user", "me@example.test")
                .containsEntry("snowflake.password", "p:/?@%+w")
                .containsEntry("snowflake.database", "My Db")
                .containsEntry("snowflake.schema", "My/Schema")
                .containsEntry("snowflake.warehouse", "My WH")
                .containsEntry("snowflake.query-tag", "a&b");
    }

    @Test
    void parametersOfTheSessionAndPropertiesOfTheDriverGoOn() {
        assertThat(read("u@a/d?LOCK_TIMEOUT=60&proxyHost=proxy.example.test"))
                .containsEntry("snowflake.driver-properties", "LOCK_TIMEOUT=60&proxyHost=proxy.example.test");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "u@a/d?warehose=W                 | unknown parameter, number 1 after the ?: is warehouse meant?",
        "u@a/d?role=R&frobnicate=1        | unknown parameter, number 2 after the ?",
        "u@a/d?role                       | parameter 1 is not of the form NAME=VALUE",
        "u@a/d?role=A&role=B              | parameter 2 is given before",
        "u@a/d/s?schema=T                 | says twice what snowflake.schema is",
        "u@a/d/s/t                        | is not of the form user[:password]@account/database",
        "u@host:port/d?account=a          | is not of the form user[:password]@account/database",
        "https://u@a/d                    | another scheme",
        "u:p%@a/d                         | a % that no two hexadecimal digits follow",
        "u@a/d?role=%4                    | a % that no two hexadecimal digits follow"
    })
    void whatCannotBeReadIsAProblem(String uri, String problem) {
        List<String> problems = new ArrayList<>();
        ConnectionUri.parse(uri, problems::add);

        assertThat(problems).singleElement().asString().startsWith("snowflake.uri").contains(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "u:marked?secret@a/d", "u:12?marked=secret@a/d", "u:marked?secret=x@a/d",
        "u:marked%secret@a/d", "x://u:marked-secret@a/d", "u:marked:secret/a/d/e/f", "u@a/d?token=marked&token=secret",
        "u@a/d?marked=secret", "u@a/d?marked"
    })
    void noProblemRepeatsWhatMayBeAPassword(String uri) {
        List<String> problems = new ArrayList<>();
        ConnectionUri.parse(uri, problems::add);

        assertThat(problems).isNotEmpty().allSatisfy(problem -> assertThat(problem).doesNotContain("marked", "secret"));
    }

    @ParameterizedTest
    @CsvSource({
        "u:p@a/d, true", "u@a/d?token=t, true", "u@a/d?passcode=1, true", "u@a/d?privateKey=k, true",
        "u@a/d?passcodeInPassword=true, false", "u@a/d?clientRequestMfaToken=true, false", "u@a/d, false"
    })
    void aUriTellsWhetherItHasASecret(String uri, boolean secret) {
        assertThat(Secret.isInside("snowflake.uri", uri)).isEqualTo(secret);
    }

    private static Map<String, String> read(String uri) {
        List<String> problems = new ArrayList<>();
        Map<String, String> settings = ConnectionUri.parse(uri, problems::add);
        assertThat(problems).isEmpty();
        return settings;
    }
}
