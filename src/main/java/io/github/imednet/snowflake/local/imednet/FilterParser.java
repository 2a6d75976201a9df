package io.github.imednet.snowflake.local.imednet;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a filter: terms of attribute, operator and value without blanks between these three, joined by {@code ;} or
 * {@code and}, which bind tighter, and {@code ,} or {@code or}. A value in quotes may hold anything; a backslash
 * escapes a quote or a backslash there.
 */
final class FilterParser {

    /** One comparison as it was written, without the quotes. */
    record Term(String attribute, Operator operator, String value) {}

    private static final Pattern ATTRIBUTE = Pattern.compile("[^\\s<>=!~;,()\"']+");
    private static final Pattern BARE_VALUE = Pattern.compile("[^\\s<>=!~;,()\"']+");
    private static final Pattern QUOTED_VALUE = Pattern.compile(
            "\"((?:[^\"\\\\]++|\\\\.)*+)\"|'((?:[^'\\\\]++|\\\\.)*+)'", Pattern.DOTALL);
    private static final Pattern AND = Pattern.compile("\\s*;\\s*|\\s+and\\s+");
    private static final Pattern OR = Pattern.compile("\\s*,\\s*|\\s+or\\s+");

    private final String parameter;
    private final String text;
    private int position;

    private FilterParser(String parameter, String text) {
        this.parameter = parameter;
        this.text = text;
    }

    /**
     * @param parameter the query parameter that the text came in
     * @return alternatives of which one must hold, each a list of terms that must all hold
     * @throws ApiException if the text is not a filter
     */
    static List<List<Term>> parse(String parameter, String text) {
        return new FilterParser(parameter, text).alternatives();
    }

    private List<List<Term>> alternatives() {
        List<List<Term>> alternatives = new ArrayList<>();
        do {
            List<Term> terms = new ArrayList<>();
            do {
                terms.add(term());
            } while (skip(AND));
            alternatives.add(terms);
        } while (skip(OR));
        if (position < text.length()) {
            throw bad("expected ; or , or the end");
        }
        return alternatives;
    }

    private Term term() {
        Matcher attribute = next(ATTRIBUTE);
        if (attribute == null) {
            throw bad("expected an attribute");
        }
        Operator operator = Operator.at(text, position).orElseThrow(
                () -> bad("expected one of < <= > >= == != right after the attribute"));
        position += operator.sign().length();
        return new Term(attribute.group(), operator, value());
    }

    private String value() {
        Matcher quoted = next(QUOTED_VALUE);
        if (quoted != null) {
            String inner = quoted.group(1) == null ? quoted.group(2) : quoted.group(1);
            return inner.replaceAll("\\\\([\\\\\"'])", "$1");
        }
        Matcher bare = next(BARE_VALUE);
        if (bare == null) {
            throw bad("expected a value right after the operator, in quotes if it has special characters");
        }
        return bare.group();
    }

    private boolean skip(Pattern connector) {
        return next(connector) != null;
    }

    private Matcher next(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(position, text.length());
        if (!matcher.lookingAt()) {
            return null;
        }
        position = matcher.end();
        return matcher;
    }

    private ApiException bad(String why) {
        return ApiException.badRequest(parameter, text, why + ", at position " + position);
    }
}
