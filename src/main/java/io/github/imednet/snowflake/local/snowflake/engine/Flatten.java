package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.List;

/** {@code FLATTEN(INPUT => ..., PATH => ...)}: a row per element of an array or object. SEQ and THIS are left out. */
final class Flatten {

    private static final List<String> FALSE_ONLY = List.of("OUTER", "RECURSIVE");

    private Flatten() {}

    /** Reads the arguments in the parentheses that come next. */
    static String source(Rewriter rewriter, TokenReader reader) throws SqlFailure {
        TokenReader arguments = TokenReader.of(reader.sql(), reader.parenthesised());
        String input = null;
        JsonPath path = new JsonPath();
        while (!arguments.atEnd()) {
            boolean named = arguments.peek(1).is("=>");
            String name = named ? arguments.identifier() : "INPUT";
            arguments.accept("=>");
            if (name.equals("INPUT")) {
                input = rewriter.rewrite(arguments.until(","), null);
            } else if (name.equals("PATH")) {
                path = JsonPath.parse(arguments.string());
            } else if (!FALSE_ONLY.contains(name) || !arguments.accept("FALSE")) {
                throw Failures.unsupported("FLATTEN with " + name);
            }
            arguments.accept(",");
        }
        if (input == null) {
            throw Failures.syntax("FLATTEN needs INPUT.");
        }
        // An element of an array has the key [n]; a value that has no elements stands for itself.
        return "LATERAL (SELECT CASE WHEN fullkey NOT LIKE '%]' THEN key END AS \"KEY\", substr(fullkey, 3) AS"
                + " \"PATH\","
                + " CASE WHEN fullkey LIKE '%]' THEN CAST(key AS DECIMAL(38,0)) END AS \"INDEX\","
                + " (value ->> '$')::JSON AS \"VALUE\""
                + " FROM json_each(json_members((" + path.json(input) + ")::VARCHAR)) WHERE fullkey <> path)";
    }
}
