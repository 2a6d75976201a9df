package io.github.imednet.snowflake.run;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A failure as a log would show it. */
final class StackTraces {

    private StackTraces() {}

    static String of(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
