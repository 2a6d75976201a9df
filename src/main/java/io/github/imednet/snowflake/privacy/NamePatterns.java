package io.github.imednet.snowflake.privacy;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Names with wildcards, {@code *} for any characters and {@code ?} for one. Those that people give to forms and
 * variables are the same in upper and lower case: the API writes a variable in lower case in one list and in upper case
 * in another. Those of fields are the API's own: {@code *Id} is not to mean {@code subjectOid}. A field that is named as
 * a part of a record's data is a variable.
 */
public final class NamePatterns {

    private static final int ANY_CASE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    private final List<String> texts;
    private final List<Pattern> patterns;

    private NamePatterns(List<String> texts, Predicate<String> inAnyCase) {
        this.texts = List.copyOf(texts);
        this.patterns = texts.stream()
                .map(text -> pattern(text, Pattern.DOTALL | (inAnyCase.test(text) ? ANY_CASE : 0)))
                .toList();
    }

    public static NamePatterns inAnyCase(List<String> texts) {
        return new NamePatterns(texts, text -> true);
    }

    static NamePatterns ofFields(List<String> texts) {
        return new NamePatterns(texts, text -> text.startsWith(ApiFields.RECORD_DATA + '.'));
    }

    /** @param name null is matched by nothing */
    public boolean matches(@Nullable String name) {
        return name != null && patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    /** Whether one of the patterns has no wildcard, and so names just this. */
    boolean names(String name) {
        return texts.stream().anyMatch(text -> isLiteral(text) && text.equals(name));
    }

    /** Those without a wildcard. */
    List<String> literals() {
        return texts.stream().filter(NamePatterns::isLiteral).toList();
    }

    /** Those that match none of these names. */
    List<String> matchingNone(Collection<String> names) {
        return IntStream.range(0, texts.size())
                .filter(i -> names.stream().noneMatch(name -> patterns.get(i).matcher(name).matches()))
                .mapToObj(texts::get)
                .toList();
    }

    /** Whether any of them may match a field or something in it. */
    boolean mayNamePartsOf(String field) {
        return texts.stream().anyMatch(text -> !isLiteral(text) || text.startsWith(field));
    }

    private static boolean isLiteral(String text) {
        return text.indexOf('*') < 0 && text.indexOf('?') < 0;
    }

    private static Pattern pattern(String text, int flags) {
        String expression = text.codePoints()
                .mapToObj(Character::toString)
                .map(character -> switch (character) {
                    case "*" -> ".*";
                    case "?" -> ".";
                    default -> Pattern.quote(character);
                })
                .collect(Collectors.joining());
        return Pattern.compile(expression, flags);
    }

    @Override
    public String toString() {
        return String.join(", ", texts);
    }
}
