package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The functions that are known, and how DuckDB calls them. A function that is not here is refused: so nothing runs
 * that Snowflake does not have or that would answer something else.
 */
final class Functions {

    /** Writes a call with its arguments, which are DuckDB's SQL already. */
    interface Rule {
        String call(List<String> arguments) throws SqlFailure;
    }

    /** Same name, arguments and answer in both. */
    private static final Set<String> SAME = Set.of(("ABS ACOS ANY_VALUE APPROX_COUNT_DISTINCT ASCII ASIN ATAN ATAN2"
                    + " AVG BIT_AND BIT_OR BIT_XOR CBRT CEIL CHR COALESCE CORR COS COT COUNT COVAR_POP COVAR_SAMP"
                    + " CUME_DIST DEGREES DENSE_RANK EXP FIRST_VALUE FLOOR GROUPING LAG LAST_DAY LEAD LEFT LENGTH"
                    + " LISTAGG LN LOWER LPAD LTRIM MAX MEDIAN MIN MODE MD5 NTILE NULLIF PERCENT_RANK PERCENTILE_CONT"
                    + " PERCENTILE_DISC PI POWER RADIANS RANK REGR_COUNT REGR_SLOPE REPEAT REPLACE REVERSE RIGHT ROUND"
                    + " ROW_NUMBER RPAD RTRIM SIGN SIN SPLIT_PART SQRT STARTS_WITH STDDEV STDDEV_POP STDDEV_SAMP"
                    + " SUBSTR SUBSTRING SUM TAN TRANSLATE TRIM TRUNC UNICODE UPPER VAR_POP VAR_SAMP VARIANCE EXTRACT"
                    + " POSITION")
            .split(" "));

    /** Functions of a text: a VARIANT given to them counts as its text, not as JSON. */
    private static final Set<String> OF_TEXT = Set.of(("UPPER LOWER TRIM LTRIM RTRIM SUBSTR SUBSTRING LEFT RIGHT"
                    + " LENGTH LEN REPLACE SPLIT_PART CONTAINS STARTSWITH STARTS_WITH ENDSWITH REGEXP_LIKE RLIKE"
                    + " REGEXP_REPLACE REGEXP_SUBSTR LPAD RPAD REVERSE REPEAT MD5 MD5_HEX SHA2 SHA2_HEX TRANSLATE"
                    + " ASCII UNICODE LISTAGG BASE64_ENCODE OCTET_LENGTH")
            .split(" "));

    private static final Map<String, Rule> RULES = new HashMap<>();

    static {
        renamed("CEILING", "CEIL");
        renamed("CHAR", "CHR");
        renamed("LEN", "LENGTH");
        renamed("NVL", "COALESCE");
        renamed("IFNULL", "COALESCE");
        renamed("POW", "POWER");
        renamed("TRUNCATE", "TRUNC");
        renamed("VARIANCE_SAMP", "VAR_SAMP");
        renamed("VARIANCE_POP", "VAR_POP");
        renamed("STARTSWITH", "STARTS_WITH");
        renamed("ENDSWITH", "ENDS_WITH");
        renamed("CONTAINS", "CONTAINS");
        renamed("MD5_HEX", "MD5");
        renamed("ARRAY_TO_STRING", "ARRAY_TO_STRING");
        renamed("BITAND_AGG", "BIT_AND");
        renamed("BITOR_AGG", "BIT_OR");
        renamed("BOOLAND_AGG", "BOOL_AND");
        renamed("BOOLOR_AGG", "BOOL_OR");
        renamed("OCTET_LENGTH", "STRLEN");
        renamed("MAX_BY", "MAX_BY");
        renamed("MIN_BY", "MIN_BY");
        renamed("COUNT_IF", "COUNT_IF");
        rule("PARSE_JSON", 1, 1, a -> Macros.document(a.get(0)));
        macro("TRY_PARSE_JSON", "try_parse_json");
        macro("ARRAY_SIZE", "array_size");
        macro("ZEROIFNULL", "zeroifnull");
        macro("NULLIFZERO", "nullifzero");
        macro("TYPEOF", "type_name");
        macro("STRIP_NULL_VALUE", "strip_null_value");
        rule("IFF", 3, 3, a -> "CASE WHEN " + a.get(0) + " THEN " + a.get(1) + " ELSE " + a.get(2) + " END");
        rule("NVL2", 3, 3, a -> "CASE WHEN (" + a.get(0) + ") IS NOT NULL THEN " + a.get(1) + " ELSE " + a.get(2)
                + " END");
        rule("DECODE", 3, 255, Functions::decode);
        // With a NULL argument DuckDB's functions of these names answer without it.
        rule("CONCAT", 1, 255, a -> "(" + String.join(" || ", a) + ")");
        rule("GREATEST", 1, 255, a -> nullIfAnyIs("greatest", a));
        rule("LEAST", 1, 255, a -> nullIfAnyIs("least", a));
        rule("EQUAL_NULL", 2, 2, a -> "((" + a.get(0) + ") IS NOT DISTINCT FROM (" + a.get(1) + "))");
        rule("DIV0", 2, 2, a -> "COALESCE((" + a.get(0) + ") / " + Macros.call("nullifzero", a.get(1)) + ", 0)");
        rule("MOD", 2, 2, a -> "((" + a.get(0) + ") % " + Macros.call("nonzero", a.get(1)) + ")");
        rule("CHARINDEX", 2, 2, a -> "strpos(" + a.get(1) + ", " + a.get(0) + ")");
        rule("SHA2", 1, 2, Functions::sha2);
        rule("SHA2_HEX", 1, 2, Functions::sha2);
        rule("HASH", 1, 255, a -> "CAST(CAST(hash(" + String.join(", ", a) + ") AS HUGEINT) - 9223372036854775808 AS"
                + " BIGINT)");
        rule("UUID_STRING", 0, 0, a -> "CAST(uuid() AS VARCHAR)");
        for (String name : List.of("SEQ1", "SEQ2", "SEQ4", "SEQ8")) {
            rule(name, 0, 1, a -> "(row_number() OVER () - 1)");
        }
        rule("RANDOM", 0, 0, a -> "CAST((random() - 0.5) * 1.8e19 AS BIGINT)");
        rule("BASE64_ENCODE", 1, 1, a -> "base64(encode(" + a.get(0) + "))");
        rule("REGEXP_LIKE", 2, 2, a -> "regexp_full_match(" + a.get(0) + ", " + a.get(1) + ")");
        rule("RLIKE", 2, 2, a -> "regexp_full_match(" + a.get(0) + ", " + a.get(1) + ")");
        rule("REGEXP_REPLACE", 2, 3, a -> "regexp_replace(" + a.get(0) + ", " + a.get(1) + ", "
                + (a.size() > 2 ? a.get(2) : "''") + ", 'g')");
        rule("REGEXP_SUBSTR", 2, 2, a -> "NULLIF(regexp_extract(" + a.get(0) + ", " + a.get(1) + "), '')");
        rule("TO_VARIANT", 1, 1, a -> Macros.variant(a.get(0)));
        rule("TO_OBJECT", 1, 1, a -> Cast.to(DataType.of(DataType.Base.OBJECT), a.get(0)));
        rule("TO_ARRAY", 1, 1, a -> Cast.to(DataType.of(DataType.Base.ARRAY), a.get(0)));
        rule("TO_JSON", 1, 1, a -> "CAST(" + Macros.call("element_at", Macros.variant(a.get(0)), "'$'")
                + " AS VARCHAR)");
        rule("CHECK_JSON", 1, 1, a -> "CASE WHEN json_valid(" + a.get(0) + ") THEN NULL ELSE 'invalid JSON' END");
        rule("OBJECT_CONSTRUCT", 0, 100_000, Functions::object);
        rule("ARRAY_CONSTRUCT", 0, 1_000, a -> "CAST('[' || " + (a.isEmpty() ? "''" : a.stream()
                .map(value -> Macros.call("element", value)).collect(Collectors.joining(" || ',' || "))) + " || ']' AS"
                + " JSON)");
        rule("OBJECT_DELETE", 2, 100_000, a -> Macros.call("object_without", a.get(0), a.subList(1, a.size()).stream()
                .collect(Collectors.joining(", ", "to_json([", "])::VARCHAR"))));
        rule("AS_OBJECT", 1, 1, a -> Macros.call("only_object", a.get(0)));
        rule("OBJECT_KEYS", 1, 1, a -> "to_json(json_keys(" + a.get(0) + "))");
        rule("GET_PATH", 2, 2, a -> Macros.call("element_at", a.get(0), "'$.' || " + a.get(1)));
        rule("GET", 2, 2, a -> Macros.call("get_element", a.get(0), a.get(1)));
        for (String name : List.of("IS_NULL_VALUE", "IS_ARRAY", "IS_OBJECT")) {
            String type = name.equals("IS_NULL_VALUE") ? "NULL" : name.substring(3);
            rule(name, 1, 1, a -> "(json_type(" + a.get(0) + ") = '" + type + "')");
        }
        DateFunctions.register(RULES);
        ConversionFunctions.register(RULES);
    }

    private Functions() {}

    /** Whether the call's inside can stay as it is, whatever special syntax it has. */
    static boolean isSame(String name) {
        return SAME.contains(name);
    }

    /** Whether DuckDB wants the order of WITHIN GROUP inside the call. */
    static boolean collects(String name) {
        return name.equals("LISTAGG") || name.equals("ARRAY_AGG");
    }

    /** Whether the first argument is a text. */
    static boolean takesText(String name) {
        return OF_TEXT.contains(name);
    }

    static String call(String name, List<String> arguments) throws SqlFailure {
        Rule rule = RULES.get(name);
        if (rule == null) {
            throw new SqlFailure("002140", "42601", "SQL compilation error:\nUnknown function " + name
                    + " (or one that the local Snowflake server does not support)");
        }
        return rule.call(arguments);
    }

    private static void renamed(String name, String duckDbName) {
        RULES.put(name, a -> duckDbName.toLowerCase(Locale.ROOT) + "(" + String.join(", ", a) + ")");
    }

    private static void macro(String name, String macro) {
        rule(name, 1, 1, a -> Macros.call(macro, a.get(0)));
    }

    private static void rule(String name, int fewest, int most, Rule rule) {
        RULES.put(name, counted(name, fewest, most, rule));
    }

    /** Checks the number of arguments before the rule sees them. */
    static Rule counted(String name, int fewest, int most, Rule rule) {
        return arguments -> {
            if (arguments.size() < fewest) {
                throw new SqlFailure("000938", "22023", "SQL compilation error:\nnot enough arguments for function "
                        + name + ", expected " + fewest + ", got " + arguments.size());
            }
            if (arguments.size() > most) {
                throw new SqlFailure("000939", "22023", "SQL compilation error:\ntoo many arguments for function "
                        + name + ", expected " + most + ", got " + arguments.size());
            }
            return rule.call(arguments);
        };
    }

    private static String nullIfAnyIs(String function, List<String> a) {
        String allSet = a.stream().map(value -> "(" + value + ") IS NOT NULL").collect(Collectors.joining(" AND "));
        return "CASE WHEN " + allSet + " THEN " + function + "(" + String.join(", ", a) + ") END";
    }

    private static String sha2(List<String> a) throws SqlFailure {
        if (a.size() > 1 && !a.get(1).equals("256")) {
            throw Failures.unsupported("SHA2 with another digest size than 256");
        }
        return "sha256(" + a.get(0) + ")";
    }

    private static String decode(List<String> a) {
        StringBuilder sql = new StringBuilder("CASE");
        int i = 1;
        for (; i + 1 < a.size(); i += 2) {
            sql.append(" WHEN (").append(a.get(0)).append(") IS NOT DISTINCT FROM (").append(a.get(i));
            sql.append(") THEN ").append(a.get(i + 1));
        }
        if (i < a.size()) {
            sql.append(" ELSE ").append(a.get(i));
        }
        return sql.append(" END").toString();
    }

    private static String object(List<String> a) throws SqlFailure {
        if (a.size() % 2 != 0) {
            throw Failures.syntax("OBJECT_CONSTRUCT needs pairs of key and value.");
        }
        StringBuilder pairs = new StringBuilder("[NULL");
        for (int i = 0; i < a.size(); i += 2) {
            pairs.append(", ").append(Macros.call("pair", a.get(i), a.get(i + 1)));
        }
        return Macros.call("object_of", pairs.append("]").toString());
    }
}
