package io.github.imednet.snowflake.privacy;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes of a value what takes its place. */
final class ValueChange {

    private static final String NULL = "null";
    private static final int LONGEST_NUMBER = 40;

    private final @Nullable Pseudonyms pseudonyms;
    private final @Nullable String subject;

    /** @param subject key of the entity's subject, or null */
    ValueChange(@Nullable Pseudonyms pseudonyms, @Nullable String subject) {
        this.pseudonyms = pseudonyms;
        this.subject = subject;
    }

    /**
     * A value other than null.
     *
     * @param token its first token
     * @param text the characters of a text, else the JSON
     * @param typed whether it is in a field that is a date by its type, and so should stay one
     * @return JSON
     */
    String of(Decision decision, JsonToken token, String text, boolean typed) {
        boolean empty = token == JsonToken.VALUE_STRING && text.isEmpty();
        return switch (decision.action()) {
            case KEEP, DROP -> throw new IllegalArgumentException(decision.action() + " changes no value");
            case EMPTY -> NULL;
            case MASK -> quoted(empty ? "" : mask(decision));
            case HASH -> empty ? quoted("") : hash(token, text);
            case SHIFT_DATES -> empty ? quoted("") : shifted(token, text).map(ValueChange::quoted).orElse(NULL);
            case YEAR_ONLY -> empty ? quoted("") : year(token, text, typed);
        };
    }

    private static String mask(Decision decision) {
        return Objects.requireNonNull(Objects.requireNonNull(decision.rule()).mask());
    }

    /** A rule that needs the key is refused without one. */
    private Pseudonyms key() {
        return Objects.requireNonNull(pseudonyms);
    }

    private String hash(JsonToken token, String text) {
        boolean number = token == JsonToken.VALUE_NUMBER_INT && text.length() <= LONGEST_NUMBER;
        return number ? Long.toString(key().ofNumber(text)) : quoted(key().ofText(text));
    }

    /** Nothing where it is not known whose date it is: one that moves by another number of days says too much. */
    private Optional<String> shifted(JsonToken token, String text) {
        return token == JsonToken.VALUE_STRING && subject != null
                ? DateText.movedBack(text, key().daysOf(subject))
                : Optional.empty();
    }

    private static String year(JsonToken token, String text, boolean typed) {
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return DateText.year(text).orElse(NULL);
        }
        if (token != JsonToken.VALUE_STRING) {
            return NULL;
        }
        return (typed ? DateText.beginningOfYear(text) : DateText.year(text)).map(ValueChange::quoted).orElse(NULL);
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
