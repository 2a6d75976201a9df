package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.List;
import java.util.Map;

/** TO_NUMBER, TO_TIMESTAMP and their like, and the TRY_ forms that answer NULL instead of failing. */
final class ConversionFunctions {

    /** Snowflake's format elements and DuckDB's; longer ones first. */
    private static final List<String[]> FORMAT_ELEMENTS = List.of(
            new String[] {"YYYY", "%Y"},
            new String[] {"MMMM", "%B"},
            new String[] {"HH24", "%H"},
            new String[] {"HH12", "%I"},
            new String[] {"TZHTZM", "%z"},
            new String[] {"TZH:TZM", "%z"},
            new String[] {"FF3", "%g"},
            new String[] {"FF6", "%f"},
            new String[] {"FF9", "%n"},
            new String[] {"MON", "%b"},
            new String[] {"YY", "%y"},
            new String[] {"MM", "%m"},
            new String[] {"DD", "%d"},
            new String[] {"DY", "%a"},
            new String[] {"MI", "%M"},
            new String[] {"SS", "%S"},
            new String[] {"AM", "%p"},
            new String[] {"PM", "%p"},
            new String[] {"FF", "%n"});

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
                : Cast.plain(type, "strptime(" + a.get(0) + ", " + format(a.get(1)) + ")")));
        rules.put("TRY_TO_" + name, Functions.counted("TRY_TO_" + name, 1, 2, a -> a.size() == 1
                ? Cast.tryTo(type, a.get(0))
                : Cast.plain(type, "try_strptime(" + a.get(0) + ", " + format(a.get(1)) + ")")));
    }

    private static String text(List<String> a) throws SqlFailure {
        return a.size() == 1
                ? Cast.to(DataType.of(DataType.Base.VARCHAR), a.get(0))
                : "strftime(" + a.get(0) + ", " + format(a.get(1)) + ")";
    }

    private static String binary(List<String> a) throws SqlFailure {
        String encoding = a.size() == 1 ? "'HEX'" : a.get(1);
        return switch (encoding) {
            case "'HEX'" -> "unhex(" + a.get(0) + ")";
            case "'UTF-8'" -> "encode(" + a.get(0) + ")";
            case "'BASE64'" -> "from_base64(" + a.get(0) + ")";
            default -> throw Failures.unsupported("TO_BINARY with " + encoding);
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

    /** A format in Snowflake's elements as one in DuckDB's. */
    private static String format(String literal) throws SqlFailure {
        if (!literal.startsWith("'")) {
            throw Failures.unsupported("A date format that is no constant");
        }
        StringBuilder format = new StringBuilder();
        String text = literal.substring(1, literal.length() - 1);
        for (int i = 0; i < text.length(); ) {
            String[] element = element(text, i);
            if (element != null) {
                format.append(element[1]);
                i += element[0].length();
            } else if (text.charAt(i) == '"') {
                i++;
            } else if (Character.isLetter(text.charAt(i)) && text.charAt(i) != 'T' && text.charAt(i) != 'Z') {
                throw Failures.unsupported("The date format " + literal);
            } else {
                format.append(text.charAt(i) == '%' ? "%%" : text.charAt(i));
                i++;
            }
        }
        return "'" + format + "'";
    }

    private static String[] element(String text, int at) {
        for (String[] element : FORMAT_ELEMENTS) {
            if (text.regionMatches(true, at, element[0], 0, element[0].length())) {
                return element;
            }
        }
        return null;
    }
}
