package io.github.imednet.snowflake.routes;

import java.util.Comparator;

/**
 * What is wrong with a route file.
 *
 * @param file as it was named, or the name of a built-in file
 * @param line where, counted from 1; or 0 where it is the whole file
 */
public record RouteProblem(String file, int line, String reason) {

    static final Comparator<RouteProblem> BY_LINE = Comparator.comparingInt(RouteProblem::line);

    @Override
    public String toString() {
        return file + ':' + line + ": " + reason;
    }
}
