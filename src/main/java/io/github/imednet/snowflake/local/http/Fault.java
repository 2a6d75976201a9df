package io.github.imednet.snowflake.local.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * One fault that a local server was told to make, written {@code KIND[:NAME=VALUE[,NAME=VALUE]...]}. A value cannot
 * contain a comma.
 *
 * <p>Which requests it strikes is said by the common names: {@code on} (text that the request's description must
 * contain), and either {@code at} (the first matching request it strikes, counted from 1; default 1) and {@code times}
 * (how many it strikes; default 1, {@code always} for all) or {@code rate} (the share of matching requests from 0 to 1,
 * drawn with {@code seed}, default 1). All other names are the kind's own and read with {@link #argument}.
 *
 * <p>Example: {@code status:code=429,retry-after=1,on=/records,at=3,times=2}.
 */
public final class Fault {

    /** The arguments that every kind takes. */
    static final Set<String> COMMON_ARGUMENTS = Set.of("on", "at", "times", "rate", "seed");

    private final String text;
    private final String kind;
    private final Map<String, String> arguments;
    private final String on;
    private final long first;
    private final long last;
    private final double rate;
    private final Random random;
    private long matching;

    private Fault(String text, String kind, Map<String, String> arguments) {
        this.text = text;
        this.kind = kind;
        this.arguments = arguments;
        this.on = arguments.getOrDefault("on", "");
        this.first = atLeastOne("at");
        this.last = "always".equals(arguments.get("times")) ? Long.MAX_VALUE : first + (atLeastOne("times") - 1);
        this.rate = rate();
        this.random = new Random(number("seed", 1));
    }

    /** @throws IllegalArgumentException if the text is not of the form above; the message says what is wrong with it */
    public static Fault parse(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? text : text.substring(0, colon);
        if (kind.isBlank()) {
            throw new IllegalArgumentException("fault '" + text + "': a kind is missing before the colon");
        }
        Map<String, String> arguments = new LinkedHashMap<>();
        if (colon >= 0) {
            for (String pair : text.substring(colon + 1).split(",", -1)) {
                int equals = pair.indexOf('=');
                if (equals < 1) {
                    throw new IllegalArgumentException("fault '" + text + "': '" + pair + "' is not NAME=VALUE");
                }
                String name = pair.substring(0, equals).trim();
                if (arguments.put(name, pair.substring(equals + 1).trim()) != null) {
                    throw new IllegalArgumentException("fault '" + text + "': " + name + " is given twice");
                }
            }
        }
        return new Fault(text, kind.trim(), arguments);
    }

    public String kind() {
        return kind;
    }

    public boolean has(String name) {
        return arguments.containsKey(name);
    }

    public String argument(String name, String otherwise) {
        return arguments.getOrDefault(name, otherwise);
    }

    /** @throws IllegalArgumentException if the argument is there and not a whole number */
    public long number(String name, long otherwise) {
        try {
            return arguments.containsKey(name) ? Long.parseLong(arguments.get(name)) : otherwise;
        } catch (NumberFormatException e) {
            throw bad(name + " is a whole number");
        }
    }

    /** An error in this fault's own arguments, to be thrown. */
    public IllegalArgumentException bad(String why) {
        return new IllegalArgumentException("fault '" + text + "': " + why);
    }

    /** The names of the arguments that were given. */
    Set<String> names() {
        return arguments.keySet();
    }

    /** Counts this request if it matches, and says whether the fault strikes it. */
    synchronized boolean strikes(String request) {
        if (!request.contains(on)) {
            return false;
        }
        matching++;
        if (arguments.containsKey("rate")) {
            return random.nextDouble() < rate;
        }
        return matching >= first && matching <= last;
    }

    @Override
    public String toString() {
        return text;
    }

    private long atLeastOne(String name) {
        long number = number(name, 1);
        if (number < 1) {
            throw bad(name + " is at least 1");
        }
        return number;
    }

    private double rate() {
        if (!arguments.containsKey("rate")) {
            if (arguments.containsKey("seed")) {
                throw bad("seed goes with rate only");
            }
            return 1;
        }
        if (arguments.containsKey("at") || arguments.containsKey("times")) {
            throw bad("rate goes without at and times");
        }
        double share = decimal("rate");
        if (!(share >= 0 && share <= 1)) {
            throw bad("rate is a number from 0 to 1");
        }
        return share;
    }

    private double decimal(String name) {
        try {
            return Double.parseDouble(arguments.get(name));
        } catch (NumberFormatException e) {
            throw bad(name + " is a number from 0 to 1");
        }
    }
}
