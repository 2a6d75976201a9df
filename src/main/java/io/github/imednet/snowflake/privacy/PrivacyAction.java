package io.github.imednet.snowflake.privacy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What becomes of a value. Null and the empty text stay what they are, unless they are dropped or emptied. */
public enum PrivacyAction {
    /** It stays, byte by byte. */
    KEEP,
    /** The field goes, with its name. */
    DROP,
    /** A text that the rule gives takes its place. */
    MASK,
    /** A keyed hash takes its place, equal for equal values: a text for a text, a whole number for one. */
    HASH,
    /**
     * A date moves back by whole days, the same number for all dates of a subject; what is no whole date is emptied.
     */
    SHIFT_DATES,
    /** A date keeps its year; what is no date is emptied. */
    YEAR_ONLY,
    /** Null takes its place. */
    EMPTY;

    /** As a policy names it, such as {@code shift-dates}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it needs the secret key. */
    boolean needsKey() {
        return this == HASH || this == SHIFT_DATES;
    }

    static Optional<PrivacyAction> named(String word) {
        return Arrays.stream(values()).filter(action -> action.word().equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(PrivacyAction::word).toList();
    }
}
