package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Functions of dates and times. */
final class DateFunctions {

    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("YEAR", "year"),
            Map.entry("YEARS", "year"),
            Map.entry("YY", "year"),
            Map.entry("YYYY", "year"),
            Map.entry("QUARTER", "quarter"),
            Map.entry("MONTH", "month"),
            Map.entry("MONTHS", "month"),
            Map.entry("MM", "month"),
            Map.entry("WEEK", "week"),
            Map.entry("WEEKS", "week"),
            Map.entry("DAY", "day"),
            Map.entry("DAYS", "day"),
            Map.entry("DD", "day"),
            Map.entry("D", "day"),
            Map.entry("HOUR", "hour"),
            Map.entry("HOURS", "hour"),
            Map.entry("HH", "hour"),
            Map.entry("MINUTE", "minute"),
            Map.entry("MINUTES", "minute"),
            Map.entry("MI", "minute"),
            Map.entry("SECOND", "second"),
            Map.entry("SECONDS", "second"),
            Map.entry("SS", "second"),
            Map.entry("S", "second"),
            Map.entry("MILLISECOND", "millisecond"),
            Map.entry("MILLISECONDS", "millisecond"),
            Map.entry("MS", "millisecond"),
            Map.entry("MICROSECOND", "microsecond"),
            Map.entry("MICROSECONDS", "microsecond"),
            Map.entry("US", "microsecond"));

    private DateFunctions() {}

    static void register(Map<String, Functions.Rule> rules) {
        for (String name : List.of("DATEADD", "TIMEADD", "TIMESTAMPADD")) {
            rules.put(name, Functions.counted(name, 3, 3, a -> add(a)));
        }
        for (String name : List.of("DATEDIFF", "TIMEDIFF", "TIMESTAMPDIFF")) {
            rules.put(name, Functions.counted(name, 3, 3, a -> "date_diff('" + unit(a.get(0)) + "', "
                    + moment(a.get(1)) + ", " + moment(a.get(2)) + ")"));
        }
        rules.put("DATE_TRUNC", Functions.counted("DATE_TRUNC", 2, 2,
                a -> "date_trunc('" + unit(a.get(0)) + "', " + wall(a.get(1)) + ")"));
        rules.put("DATE_PART", Functions.counted("DATE_PART", 2, 2, a -> part(a.get(0), a.get(1))));
        for (String unit : List.of("YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "HOUR", "MINUTE", "SECOND")) {
            rules.put(unit, Functions.counted(unit, 1, 1, a -> part(unit, a.get(0))));
        }
        rules.put("DAYOFMONTH", Functions.counted("DAYOFMONTH", 1, 1, a -> part("DAY", a.get(0))));
        rules.put("DAYOFWEEK", Functions.counted("DAYOFWEEK", 1, 1, a -> "dayofweek(" + wall(a.get(0)) + ")"));
        rules.put("DAYOFYEAR", Functions.counted("DAYOFYEAR", 1, 1, a -> "dayofyear(" + wall(a.get(0)) + ")"));
        rules.put("DAYNAME", Functions.counted("DAYNAME", 1, 1, a -> "left(dayname(" + wall(a.get(0)) + "), 3)"));
        rules.put("MONTHNAME", Functions.counted("MONTHNAME", 1, 1, a -> "left(monthname(" + wall(a.get(0)) + "), 3)"));
        rules.put("DATE_FROM_PARTS", Functions.counted("DATE_FROM_PARTS", 3, 3,
                a -> "make_date(" + String.join(", ", a) + ")"));
        rules.put("CONVERT_TIMEZONE", Functions.counted("CONVERT_TIMEZONE", 2, 3, DateFunctions::convert));
    }

    private static String add(List<String> a) throws SqlFailure {
        String interval = "to_" + unit(a.get(0)) + "s(CAST(" + a.get(1) + " AS INTEGER))";
        return mayNeedMacro(a.get(2)) ? Macros.call("add_to", a.get(2), interval)
                : "(" + moment(a.get(2)) + " + " + interval + ")";
    }

    /** A quoted text stands for a timestamp; anything else keeps its type. */
    private static String moment(String expression) {
        return expression.startsWith("'") ? "CAST(" + expression + " AS TIMESTAMP)" : plain("moment", expression);
    }

    /** What a TIMESTAMP_TZ is on its own wall. */
    private static String wall(String expression) {
        return plain("wall", expression);
    }

    private static String plain(String macro, String expression) {
        return mayNeedMacro(expression) ? Macros.call(macro, expression) : expression;
    }

    /** Only a name or a cast may be of a type that DuckDB's functions do not take. */
    private static boolean mayNeedMacro(String expression) {
        boolean name = expression.matches("(?!NULL$)[A-Za-z_\"][\\w$.\"]*");
        return name || Macros.isMoment(expression);
    }

    private static String part(String unit, String expression) throws SqlFailure {
        String plain = plain(unit);
        if (plain.startsWith("EPOCH")) {
            String function = switch (plain) {
                case "EPOCH_MILLISECOND" -> "epoch_ms";
                case "EPOCH_MICROSECOND" -> "epoch_us";
                case "EPOCH_NANOSECOND" -> "epoch_ns";
                default -> "epoch";
            };
            return "CAST(" + function + "(" + moment(expression) + ") AS BIGINT)";
        }
        return "date_part('" + unit(unit) + "', " + wall(expression) + ")";
    }

    private static String convert(List<String> a) {
        if (a.size() == 2) {
            return "timezone(" + a.get(0) + ", CAST(" + moment(a.get(1)) + " AS TIMESTAMPTZ))";
        }
        return "timezone(" + a.get(1) + ", timezone(" + a.get(0) + ", CAST(" + a.get(2) + " AS TIMESTAMP)))";
    }

    private static String unit(String text) throws SqlFailure {
        String unit = UNITS.get(plain(text));
        if (unit == null) {
            throw Failures.syntax("'" + text + "' is not a valid date/time component.");
        }
        return unit;
    }

    private static String plain(String text) {
        return text.replace("'", "").replace("\"", "").toUpperCase(Locale.ROOT);
    }
}
