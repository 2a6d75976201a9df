package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.List;
import java.util.Map;

/** TO_NUMBER, TO_TIMESTAMP and their like, and the TRY_ forms that answer NULL instead of failing. */
final class ConversionFunctions {

    private ConversionFunctions() {}

    static void register(Map<String, Functions.Rule> rules) {
        for (String name : List.of("TO_VARCHAR", "TO_CHAR")) {
            rules.put(name, Functions.counted(name, 1, 2, ConversionFunctions::text));
        }
        for (String name : List.of("NUMBER", "DECIMAL", "NUMERIC")) {
            rules.put("TO_" + name, Functions.counted("TO_" + name, 1, 3, a -> Cast.to(number(a), a.get(0))));
            rules.put("TRY_TO_" + name,
                    Functions.counted("TRY_TO_" + name, 1, 3, a -> Cast.tryTo(number(a), a.get(0))));
        }
        cast(rules, "DOUBLE", DataType.Base.FLOAT);
        cast(rules, "BOOLEAN", DataType.Base.BOOLEAN);
        moment(rules, "DATE", DataType.Base.DATE);
        moment(rules, "TIME", DataType.Base.TIME);
        moment(rules, "TIMESTAMP", DataType.Base.TIMESTAMP_NTZ);
        moment(rules, "TIMESTAMP_NTZ", DataType.Base.TIMESTAMP_NTZ);
        moment(rules, "TIMESTAMP_LTZ", DataType.Base.TIMESTAMP_LTZ);
        moment(rules, "TIMESTAMP_TZ", DataType.Base.TIMESTAMP_TZ);
        rules.put("DATE", rules.get("TO_DATE"));
        rules.put("TO_BINARY", Functions.counted("TO_BINARY", 1, 2, ConversionFunctions::binary));
    }

    private static void cast(Map<String, Functions.Rule> rules, String name, DataType.Base base) {
        DataType type = DataType.of(base);
        rules.put("TO_" + name, Functions.counted("TO_" + name, 1, 1, a -> Cast.to(type, a.get(0))));
        rules.put("TRY_TO_" + name, Functions.counted("TRY_TO_" + name, 1, 1, a -> Cast.tryTo(type, a.get(0))));
    }

    private static void moment(Map<String, Functions.Rule> rules, String name, DataType.Base base) {
        DataType type = DataType.of(base);
        rules.put("TO_" + name, Functions.counted("TO_" + name, 1, 2, a -> a.size() == 1
                ? Cast.to(type, a.get(0))
                : cast(type, a, parsed("strptime", a))));
        rules.put("TRY_TO_" + name, Functions.counted("TRY_TO_" + name, 1, 2, a -> a.size() == 1
                ? Cast.tryTo(type, a.get(0))
                : cast(type, a, parsed("try_strptime", a))));
    }

    private static String cast(DataType type, List<String> a, String moment) {
        return switch (type.base()) {
            case TIMESTAMP_NTZ, TIMESTAMP_LTZ -> Cast.to(type, moment);
            case TIME -> Macros.call("time_of", moment);
            case TIMESTAMP_TZ -> Macros.call("tz_parsed", a.get(0), moment);
            default -> Cast.plain(type, moment);
        };
    }

    private static String text(List<String> a) throws SqlFailure {
        return a.size() == 1
                ? Cast.to(DataType.of(DataType.Base.VARCHAR), a.get(0))
                : format(a.get(1)).write(a.get(0));
    }

    private static String parsed(String function, List<String> a) throws SqlFailure {
        return function + "(" + a.get(0) + ", " + SqlText.literal(format(a.get(1)).read()) + ")";
    }

    private static String binary(List<String> a) throws SqlFailure {
        if (a.size() == 1) {
            return Cast.to(DataType.of(DataType.Base.BINARY), a.get(0));
        }
        return switch (a.get(1)) {
            case "'HEX'" -> "unhex(" + a.get(0) + ")";
            case "'UTF-8'" -> "encode(" + a.get(0) + ")";
            case "'BASE64'" -> "from_base64(" + a.get(0) + ")";
            default -> throw Failures.unsupported("TO_BINARY with " + a.get(1));
        };
    }

    private static DataType number(List<String> a) throws SqlFailure {
        try {
            int precision = a.size() > 1 ? Integer.parseInt(a.get(1)) : 38;
            return new DataType(DataType.Base.NUMBER, precision, a.size() > 2 ? Integer.parseInt(a.get(2)) : 0);
        } catch (NumberFormatException e) {
            throw Failures.unsupported("TO_NUMBER with a format");
        }
    }

    private static TimeFormat format(String literal) throws SqlFailure {
        if (!literal.startsWith("'")) {
            throw Failures.unsupported("A date or time format that is not a constant");
        }
        return TimeFormat.parse(literal.substring(1, literal.length() - 1));
    }
}
