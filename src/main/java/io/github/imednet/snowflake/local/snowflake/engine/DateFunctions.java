package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Functions of dates and times. */
final class DateFunctions {

    private static final String NANOSECOND = "nanosecond";

    /** DuckDB's names of Snowflake's, as its documentation lists them under "Supported date and time parts". */
    private static final Map<String, String> UNITS = units(
            "year y yy yyy yyyy yr years yrs", "quarter q qtr qtrs quarters", "month mm mon mons months",
            "week w wk weeks", "day d dd days", "hour h hh hr hours hrs", "minute m mi min minutes mins",
            "second s ss sec seconds secs", "millisecond ms msec milliseconds", "microsecond us usec microseconds",
            NANOSECOND + " ns nsec nanosec nsecond nanoseconds nanosecs nseconds");

    /** Those of which an interval may have more than an INTEGER. */
    private static final Set<String> SMALL = Set.of("hour", "minute", "second", "millisecond", "microsecond");

    private static Map<String, String> units(String... names) {
        Map<String, String> units = new HashMap<>();
        for (String line : names) {
            String[] all = line.toUpperCase(Locale.ROOT).split(" ");
            for (String name : all) {
                units.put(name, all[0].toLowerCase(Locale.ROOT));
            }
        }
        return units;
    }

    private DateFunctions() {}

    static void register(Map<String, Functions.Rule> rules) {
        for (String name : List.of("DATEADD", "TIMEADD", "TIMESTAMPADD")) {
            rules.put(name, Functions.counted(name, 3, 3, a -> add(a)));
        }
        for (String name : List.of("DATEDIFF", "TIMEDIFF", "TIMESTAMPDIFF")) {
            rules.put(name, Functions.counted(name, 3, 3, DateFunctions::difference));
        }
        rules.put("DATE_TRUNC", Functions.counted("DATE_TRUNC", 2, 2, a -> cut(unit(a.get(0)), a.get(1))));
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
        String unit = unit(a.get(0));
        boolean small = SMALL.contains(unit) || unit.equals(NANOSECOND);
        String count = "CAST(" + a.get(1) + " AS " + (small ? "BIGINT" : "INTEGER") + ")";
        if (unit.equals(NANOSECOND)) {
            return Macros.call("add_nanos", typed(a.get(2)), count);
        }
        String interval = "to_" + unit + "s(" + count + ")";
        return mayNeedMacro(a.get(2))
                ? Macros.call(small ? "add_to" : "add_days_to", decided(a.get(2)), interval)
                : "(" + moment(typed(a.get(2))) + " + " + interval + ")";
    }

    private static String difference(List<String> a) throws SqlFailure {
        String unit = unit(a.get(0));
        return unit.equals(NANOSECOND)
                ? "(" + Macros.call("nanos_at", typed(a.get(2))) + " - " + Macros.call("nanos_at", typed(a.get(1)))
                        + ")"
                : "date_diff('" + unit + "', " + moment(a.get(1)) + ", " + moment(a.get(2)) + ")";
    }

    private static String cut(String unit, String expression) {
        if (unit.equals(NANOSECOND)) {
            return expression;
        }
        return mayNeedMacro(expression)
                ? Macros.call("cut_to", decided(expression), "'" + unit + "'")
                : "date_trunc('" + unit + "', " + moment(typed(expression)) + ")";
    }

    /** A NULL of a type, which an overload is chosen by. */
    private static String typed(String expression) {
        return expression.equals("NULL") ? "CAST(NULL AS TIMESTAMP)" : expression;
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
        return mayNeedMacro(expression) ? Macros.call(macro, decided(expression)) : expression;
    }

    /** Whether it may be of a type that DuckDB's functions do not take, or leave: anything but a text or a NULL may. */
    private static boolean mayNeedMacro(String expression) {
        return !expression.startsWith("'") && !expression.equals("NULL");
    }

    /** Among overloads a bind would be ambiguous, but is not inside of coalesce. */
    private static String decided(String expression) {
        return expression.startsWith("$") ? "coalesce(" + expression + ", NULL)" : expression;
    }

    private static String part(String unit, String expression) throws SqlFailure {
        String plain = plain(unit);
        if (plain.startsWith("EPOCH")) {
            if (plain.equals("EPOCH_NANOSECOND")) {
                return Macros.call("nanos_at", typed(expression));
            }
            String function = switch (plain) {
                case "EPOCH_MILLISECOND" -> "epoch_ms";
                case "EPOCH_MICROSECOND" -> "epoch_us";
                default -> "epoch";
            };
            return "CAST(" + function + "(" + moment(expression) + ") AS BIGINT)";
        }
        if (unit(unit).equals(NANOSECOND)) {
            // Of the second; nanos_at may be negative.
            return "((" + Macros.call("nanos_at", typed(expression)) + " % 1000000000 + 1000000000) % 1000000000)";
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
