package io.github.imednet.snowflake.privacy;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A field, and what a policy does with it.
 *
 * @param list the list of the API
 * @param form key of the form for which this is so, or null where it is of none, or so for all others
 * @param variable the variable for which this is so, of fields outside of a record's data; or null
 * @param field its path, such as {@code recordData.aeterm}
 * @param action such as {@code hash}
 * @param rule the line of the rule that decides, or null if none does
 * @param reason why, in words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DecidedField(
        String list,
        @Nullable String form,
        @Nullable String variable,
        String field,
        String action,
        @Nullable Integer rule,
        String reason) {

    static DecidedField of(FieldPlace place, Decision decision) {
        return new DecidedField(
                place.list().path(),
                place.form(),
                place.isInData() ? null : place.variable(),
                place.path(),
                decision.action().word(),
                decision.rule() == null ? null : decision.rule().line(),
                decision.why());
    }
}
