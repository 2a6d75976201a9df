package io.github.imednet.snowflake.local.snowflake.engine;

/**
 * Tells a session's DuckDB connections its time zone and formats, for the macros that convert between text and dates,
 * times and binary values.
 */
final class SessionFormats {

    private SessionFormats() {}

    /** The statements that do it. */
    static String sql(SessionParameters parameters) throws SqlFailure {
        return "SET TimeZone = " + SqlText.literal(parameters.get("TIMEZONE"))
                + input("date_input", parameters.get("DATE_INPUT_FORMAT"))
                + input("time_input", parameters.get("TIME_INPUT_FORMAT"))
                + input("timestamp_input", parameters.get("TIMESTAMP_INPUT_FORMAT"))
                + output("date_output", effective(parameters, "DATE_OUTPUT_FORMAT"))
                + output("time_output", effective(parameters, "TIME_OUTPUT_FORMAT"))
                + output("timestamp_ntz_output", effective(parameters, "TIMESTAMP_NTZ_OUTPUT_FORMAT"))
                + output("timestamp_ltz_output", effective(parameters, "TIMESTAMP_LTZ_OUTPUT_FORMAT"))
                + output("timestamp_tz_output", effective(parameters, "TIMESTAMP_TZ_OUTPUT_FORMAT"))
                + variable("binary_input", SqlText.literal(parameters.get("BINARY_INPUT_FORMAT")))
                + variable("binary_output", SqlText.literal(parameters.get("BINARY_OUTPUT_FORMAT")));
    }

    /** An empty format of one kind of timestamp is that of all, AUTO the default. */
    private static String effective(SessionParameters parameters, String name) {
        String value = parameters.get(name);
        if (value.isEmpty()) {
            return effective(parameters, "TIMESTAMP_OUTPUT_FORMAT");
        }
        return value.equals(Parameter.AUTO) ? Parameter.find(name).defaultValue() : value;
    }

    private static String input(String name, String format) throws SqlFailure {
        boolean auto = format.isEmpty() || format.equals(Parameter.AUTO);
        return variable(name, auto ? "CAST(NULL AS VARCHAR)" : SqlText.literal(TimeFormat.parse(format).read()));
    }

    private static String output(String name, String format) throws SqlFailure {
        return variable(name, TimeFormat.parse(format).variable());
    }

    private static String variable(String name, String value) {
        return "; SET VARIABLE " + name + " = " + value;
    }
}
