package io.github.imednet.snowflake.local.http;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A kind of fault that a server can make.
 *
 * @param form how it is written, such as {@code status:code=503[,retry-after=SECONDS]}; the kind is what stands before
 *     the colon or bracket, and the words before an equals sign are the kind's own arguments
 * @param effect what it does
 */
public record FaultForm(String form, String effect) {

    private static final Pattern ARGUMENT = Pattern.compile("([a-z][a-z-]*)=");

    public String kind() {
        return form.split("[:\\[]", 2)[0];
    }

    Set<String> arguments() {
        return ARGUMENT.matcher(form).results().map(MatchResult::group)
                .map(argument -> argument.substring(0, argument.length() - 1))
                .collect(Collectors.toSet());
    }
}
