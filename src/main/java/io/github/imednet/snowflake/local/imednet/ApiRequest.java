package io.github.imednet.snowflake.local.imednet;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request's method, path and query parameters, percent-decoded. */
record ApiRequest(String method, String path, List<String> segments, Map<String, List<String>> parameters) {

    static ApiRequest of(String method, URI uri) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return new ApiRequest(method, path, segments(path), parameters(uri.getRawQuery()));
    }

    List<String> all(String parameter) {
        return parameters.getOrDefault(parameter, List.of());
    }

    Optional<String> one(String parameter) {
        List<String> values = all(parameter);
        if (values.size() > 1) {
            throw ApiException.badRequest(parameter, String.join("&", values), parameter + " is given more than once");
        }
        return values.stream().findFirst();
    }

    /** The same, where an empty value means that there is none. */
    Optional<String> given(String parameter) {
        return one(parameter).filter(text -> !text.isEmpty());
    }

    int wholeNumber(String parameter, int otherwise, int least, int most) {
        Optional<String> text = one(parameter);
        if (text.isEmpty()) {
            return otherwise;
        }
        String rule = parameter + " is a whole number from " + least + " to " + most;
        try {
            int number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw ApiException.badRequest(parameter, text.get(), rule);
        }
        throw ApiException.badRequest(parameter, text.get(), rule);
    }

    boolean flag(String parameter) {
        String text = one(parameter).orElse("false");
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw ApiException.badRequest(parameter, text, parameter + " is true or false");
        }
        return Boolean.parseBoolean(text);
    }

    private static List<String> segments(String rawPath) {
        // What stands before the first slash is nothing. A plus sign stands for a blank in a query only.
        return Arrays.stream(rawPath.split("/", -1))
                .skip(1)
                .map(segment -> decoded(segment.replace("+", "%2B")))
                .toList();
    }

    private static Map<String, List<String>> parameters(String rawQuery) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (rawQuery == null || rawQuery.isEmpty()) {
            return parameters;
        }
        for (String pair : rawQuery.split("&")) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            parameters.computeIfAbsent(name, unseen -> new ArrayList<>()).add(value);
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
