package io.github.imednet.snowflake.privacy;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates as texts: {@code 2024-03-05} and {@code 05-MAR-2024}, with or without a time of day, and those of which a part
 * is not known. Day and month as numbers in another order than year, month, day can be told apart by nobody and are no
 * dates.
 */
final class DateText {

    private static final String TIME =
            "(?:[T ]\\d{1,2}(?::\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?)?(?:Z|[+-]\\d{2}:?\\d{2})?)?";
    private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})(" + TIME + ")");
    private static final Pattern NAMED =
            Pattern.compile("(\\d{1,2})([- /]?)([A-Za-z]{3})\\2(\\d{4})(" + TIME + ")");
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");

    /** Of a date of which a part is not known: other numbers, such as a subject's, are no years. */
    private static final String YEAR = "((?:1[89]|2[01])\\d{2})";

    private static final String MONTH_NAME = String.join("|", MONTHS) + "|UNK";
    private static final String DAY = "0?[1-9]|[12]\\d|3[01]|UNK?";

    /** One that is not known may have any letters, such as NK, where a month or the form says that it is of a date. */
    private static final String OTHER_DAY = "[A-Z]{2,3}";
    private static final Pattern PARTIAL_ISO = Pattern.compile(
            YEAR + "(?:-(?:0[1-9]|1[0-2]|-|UN|" + MONTH_NAME + ")(?:-(?:-|" + DAY + "|" + OTHER_DAY + "))?"
                    + "|-(" + OTHER_DAY + ")-\\2)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PARTIAL_NAMED = Pattern.compile(
            "(?:(?:(?:" + DAY + ")[- /]?)?(?:UN|" + MONTH_NAME + ")|" + OTHER_DAY + "[- /]?(?:" + MONTH_NAME + "))"
                    + "[- /]?" + YEAR,
            Pattern.CASE_INSENSITIVE);

    private DateText() {}

    /**
     * The date so many days earlier, in the form that it had, its time of day included.
     *
     * @return empty if the text is no whole date, for of a part nobody can say where it moves to
     */
    static Optional<String> movedBack(String text, int days) {
        Matcher iso = ISO.matcher(text);
        if (iso.matches()) {
            return date(iso.group(1), iso.group(2), iso.group(3))
                    .map(date -> date.minusDays(days))
                    .filter(DateText::hasFourDigits)
                    .map(date -> date + iso.group(4));
        }
        Matcher named = NAMED.matcher(text);
        if (!named.matches()) {
            return Optional.empty();
        }
        return date(named.group(4), month(named.group(3)), named.group(1))
                .map(date -> date.minusDays(days))
                .filter(DateText::hasFourDigits)
                .map(date -> named(date, named));
    }

    /** The year of a date, whole or not; empty if the text is none. */
    static Optional<String> year(String text) {
        Matcher iso = ISO.matcher(text);
        if (iso.matches()) {
            return date(iso.group(1), iso.group(2), iso.group(3)).map(date -> iso.group(1));
        }
        Matcher named = NAMED.matcher(text);
        if (named.matches() && MONTHS.contains(named.group(3).toUpperCase(Locale.ROOT))) {
            return Optional.of(named.group(4));
        }
        return partialYear(text);
    }

    /** The first day of a date's year, at midnight where it had a time: for fields that are dates by their type. */
    static Optional<String> beginningOfYear(String text) {
        Matcher iso = ISO.matcher(text);
        boolean hasTime = iso.matches() && !iso.group(4).isEmpty();
        return year(text).map(year -> year + "-01-01" + (hasTime ? iso.group(4).charAt(0) + "00:00:00" : ""));
    }

    private static Optional<String> partialYear(String text) {
        for (Pattern partial : List.of(PARTIAL_ISO, PARTIAL_NAMED)) {
            Matcher matcher = partial.matcher(text);
            if (matcher.matches()) {
                return Optional.of(matcher.group(1));
            }
        }
        return Optional.empty();
    }

    private static boolean hasFourDigits(LocalDate date) {
        return date.getYear() >= 1 && date.getYear() <= 9999;
    }

    private static String month(String name) {
        return String.valueOf(1 + MONTHS.indexOf(name.toUpperCase(Locale.ROOT)));
    }

    private static Optional<LocalDate> date(String year, String month, String day) {
        try {
            return Optional.of(LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day)));
        } catch (DateTimeException e) {
            return Optional.empty(); // such as 30 February
        }
    }

    private static String named(LocalDate date, Matcher like) {
        String month = cased(MONTHS.get(date.getMonthValue() - 1), like.group(3));
        String day = like.group(1).length() == 2
                ? String.format(Locale.ROOT, "%02d", date.getDayOfMonth())
                : Integer.toString(date.getDayOfMonth());
        String year = String.format(Locale.ROOT, "%04d", date.getYear());
        return day + like.group(2) + month + like.group(2) + year + like.group(5);
    }

    private static String cased(String month, String like) {
        if (like.equals(like.toLowerCase(Locale.ROOT))) {
            return month.toLowerCase(Locale.ROOT);
        }
        boolean upper = like.equals(like.toUpperCase(Locale.ROOT));
        return upper ? month : month.charAt(0) + month.substring(1).toLowerCase(Locale.ROOT);
    }
}
