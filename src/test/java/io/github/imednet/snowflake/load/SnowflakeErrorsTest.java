package io.github.imednet.snowflake.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnowflakeErrorsTest {

    private final SnowflakeErrors errors = new SnowflakeErrors();

    @ParameterizedTest
    @CsvSource({
        "390100, 08001", "390144, 08001", "1003, 42000", "904, 42000", "2003, 42S02", "2003, 02000", "3001, 42501",
        "606, 57P03", "90073, 22000", "100038, 22018", "8, 0A000"
    })
    void whatIsWrongInItselfIsNotTriedAgain(int code, String state) {
        assertThat(errors.isRetryable(new SQLException("m", state, code))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "200015, 58030", "390111, XX000", "390112, XX000", "390114, XX000", "604, 57014", "625, 57014", "200001, XX000",
        "200066, XX000", "91016, 22000", "0, "
    })
    void whatMayPassIsTriedAgain(int code, String state) {
        assertThat(errors.isRetryable(new SQLException("m", state, code))).isTrue();
    }

    @Test
    void theDriversOwnFailureDecidesBehindAPools() {
        SQLException pool = new SQLTransientConnectionException(
                "not available", "08001", 0, new SQLException("Incorrect username or password", "08001", 390100));

        assertThat(errors.isRetryable(pool)).isFalse();
        assertThat(SnowflakeErrors.loginRefusal(new RuntimeException(pool)))
                .get()
                .asString()
                .contains("snowflake.password");
    }

    @Test
    void aLoadWithAnIncompleteAnswerIsTriedAgain() {
        assertThat(errors.isRetryable(new LoadAnswerException("m"))).isTrue();
    }

    @Test
    void aFaultOfTheProgramIsNotTriedAgain() {
        assertThat(errors.isRetryable(new IllegalStateException("m"))).isFalse();
        assertThat(errors.isRetryable(new IOException("m"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"22018, 100038", "22P02, 100069", "22000, 100078", "54000, 100074"})
    void aMessageThatMayQuoteAValueIsNotRepeated(String state, int code) {
        SQLException refused = new SQLException("Value 'Headache' is not recognized", state, code);

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> new SnowflakeErrors().throwWithoutValues(refused, "SELECT 1"))
                .withMessageContaining("error " + code)
                .withNoCause()
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("Headache"))
                .satisfies(e -> assertThat(e.getSQLState()).isEqualTo(state));
    }

    @Test
    void aFileThatIsGoneIsNoValueThatWasRefused() {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> errors.throwWithoutValues(
                        new SQLException("Remote file 'x' was not found", "22000", 91016), "COPY INTO t FROM @s"))
                .withMessageContaining("A file was gone from the stage before its COPY (error 91016, SQL state 22000)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "90073|Warehouse 'W' cannot be resumed because resource monitor 'M' has exceeded its quota.",
                "90105|Cannot perform SELECT. This session does not have a current database."
            })
    void aMessageOfSnowflakesServicesIsRepeatedAlsoInTheClassOfData(int code, String message) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> errors.throwWithoutValues(new SQLException(message, "22000", code), "SELECT 1"))
                .withMessageStartingWith(message)
                .satisfies(e -> assertThat(e.getErrorCode()).isEqualTo(code));
    }

    @Test
    void anyOtherMessageSaysWhatSnowflakeSays() {
        SQLException refused = new SQLException("Insufficient privileges", "42501", 3001);

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> new SnowflakeErrors().throwWithoutValues(refused, "SELECT 1"))
                .isSameAs(refused);
    }
}
