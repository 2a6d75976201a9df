package io.github.imednet.snowflake.local.snowflake.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBScalarFunctionBuilder;

/** Snowflake's functions that need their arguments more than once, as macros of DuckDB: see {@code macros.sql}. */
final class Macros {

    private static final String DEFINITIONS = "macros.sql";
    private static final String PREFIX = "memory.main.";

    /** Those that answer a document, whatever they are given. */
    private static final List<String> DOCUMENTS =
            List.of("parse_json", "parse_text", "try_parse_json", "as_variant", "as_object", "as_array", "object_of");

    /** An operand of a comparison. */
    static final String OPERAND = "as_operand";

    static final String OPERAND_IN_NANOSECONDS = "as_operand_ns";

    private static final String OF_TIMESTAMP = "_of_timestamp";
    private static final String CAST = "CAST(";
    private static final String TO_TEXT = " AS VARCHAR)";

    /** A text, a name in quotes, or a call of a macro that keeps microseconds. */
    private static final Pattern MICROSECONDS = Pattern.compile("'(?:[^']|'')*+'|\"(?:[^\"]|\"\")*+\""
            + "|memory\\.main\\.(as_ntz|as_ltz|try_ntz|try_ltz|as_operand)\\(");

    private Macros() {}

    /** What {@code fails} raises: DuckDB writes the trace of others into its message. */
    private static final class Failing extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Failing(String message) {
            super(message, null, false, false);
        }

        @Override
        public String toString() {
            return getMessage();
        }
    }

    static void create(DuckDb duckDb, Connection connection) throws IOException, SQLException, SqlFailure {
        try (DuckDBScalarFunctionBuilder fails = DuckDBFunctions.scalarFunction()) {
            fails.withName("fails").withParameter(String.class).withReturnType(Boolean.class).withNullInNullOut()
                    .<String, Boolean>withFunction(message -> {
                        throw new Failing(message);
                    }).register(connection);
        }
        try (InputStream in = Macros.class.getResourceAsStream(DEFINITIONS)) {
            if (in == null) {
                throw new IOException(DEFINITIONS + " is missing from the class path");
            }
            duckDb.run(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /**
     * An expression as a VARIANT. One that is a document by what makes it is left as it is: the macro copies its
     * argument to each of its branches, and DuckDB takes a fifth of a second to find that all but one are dead.
     */
    static String variant(String expression) {
        return DOCUMENTS.stream().anyMatch(name -> isCall(name, expression))
                ? expression
                : call("as_variant", expression);
    }

    /**
     * An expression as text. One that is a text by what makes it is left as it is: the macro's branches for all types
     * take DuckDB milliseconds each time.
     */
    static String text(String expression) {
        return expression.equals("NULL") ? CAST + expression + TO_TEXT
                : isText(expression) ? expression : call("as_text", expression);
    }

    private static boolean isText(String expression) {
        return expression.startsWith(CAST) && expression.endsWith(TO_TEXT)
                && closing(expression, CAST.length()) == expression.length() - 1;
    }

    /** The document that a text is. That of a column may stand in the macro's branches as it is. */
    static String document(String expression) {
        return isText(expression) && expression.startsWith("\"", CAST.length())
                ? call("parse_text", expression) : call("parse_json", expression);
    }

    /**
     * A conversion that changes nothing the second time: an expression that is one already, or one of a type that is
     * known, is left as it is.
     */
    static String conversion(String name, String expression) {
        return isCall(name, expression) || isCall(name + OF_TIMESTAMP, expression) ? expression
                : call(name, expression);
    }

    /** A TIMESTAMP_NTZ or TIMESTAMP_LTZ of what DuckDB has in microseconds. */
    static String ofTimestamp(DataType type, String expression) {
        return call("as_" + type.kind() + OF_TIMESTAMP, expression);
    }

    static boolean isOfTimestamp(DataType type, String expression) {
        return isCall("as_" + type.kind() + OF_TIMESTAMP, expression);
    }

    /** A TIMESTAMP_LTZ that has microseconds only, in the type of those beside it. */
    static String ofInstant(Session session, String expression) {
        DataType type = DataType.of(DataType.Base.TIMESTAMP_LTZ);
        boolean nanoseconds = session.duckDb().keepsNanoseconds(type);
        return "CAST(" + expression + " AS " + (nanoseconds ? type.inNanosecondsToo() : type).duckDb() + ")";
    }

    /** A call of a macro with one more argument, in place of the call of another if the expression is one. */
    static String replaced(String name, String other, String expression, String argument) {
        if (isCall(name, expression)) {
            String call = expression.substring(PREFIX.length() + name.length(), expression.length() - 1);
            return PREFIX + other + call + ", " + argument + ")";
        }
        // The same of an argument that has calls itself: see below.
        String inLambda = PREFIX + name + "(" + SqlText.quoted("argument$0") + "))[1]";
        return expression.startsWith("list_transform([") && expression.endsWith(inLambda)
                ? expression.substring(0, expression.length() - inLambda.length())
                        + inLambda.replace(name + "(", other + "(").replace("))", ", " + argument + "))")
                : call(other, expression, argument);
    }

    /** The statement with the macros that keep nanoseconds, where it has those that keep microseconds. */
    static String withNanoseconds(String sql, Set<String> kinds) {
        return MICROSECONDS.matcher(sql).replaceAll(found -> {
            String name = found.group(1);
            boolean kept = name != null
                    && kinds.contains(name.equals(OPERAND) ? "ltz" : name.substring(name.indexOf('_') + 1));
            return Matcher.quoteReplacement(kept ? PREFIX + name + "_ns(" : found.group());
        });
    }

    /** What a conversion is made of, where the expression is one. */
    static String withoutConversion(String name, String expression) {
        return isCall(name, expression)
                ? expression.substring(PREFIX.length() + name.length() + 1, expression.length() - 1)
                : expression;
    }

    /** Whether the expression is a TIMESTAMP_TZ by what makes it. */
    static boolean isMomentWithOffset(String expression) {
        return isCall("as_tz", expression) || isCall("tz_parsed", expression);
    }

    /** Whether the expression is one call of the macro, and nothing else. */
    private static boolean isCall(String name, String expression) {
        String opening = PREFIX + name + '(';
        return expression.startsWith(opening)
                && closing(expression, opening.length()) == expression.length() - 1;
    }

    /** Where the parenthesis is closed that was opened before the position, or -1. */
    private static int closing(String expression, int position) {
        int open = 1;
        char quote = 0;
        for (int i = position; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (quote != 0) {
                // A doubled quote ends the text and begins the next one at once.
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '(') {
                open++;
            } else if (c == ')' && --open == 0) {
                return i;
            }
        }
        return -1;
    }

    /**
     * A call of a macro. DuckDB copies an argument to each place of the macro that names it, so that nested calls would
     * multiply: an argument that has calls itself becomes a lambda's, of which there is one.
     */
    static String call(String name, String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].contains(PREFIX)) {
                String[] simpler = arguments.clone();
                simpler[i] = SqlText.quoted("argument$" + i);
                return "list_transform([" + arguments[i] + "], lambda " + simpler[i] + ": "
                        + call(name, simpler) + ")[1]";
            }
        }
        return PREFIX + name + "(" + String.join(", ", arguments) + ")";
    }
}
