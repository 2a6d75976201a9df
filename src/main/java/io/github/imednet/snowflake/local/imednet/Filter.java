package io.github.imednet.snowflake.local.imednet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Selects rows: one of the alternatives holds, which is to say all of its conditions do. Filters are equal if they were
 * written alike.
 */
final class Filter {

    private final String source;
    private final List<List<Condition>> alternatives;

    private Filter(String source, List<List<Condition>> alternatives) {
        this.source = source;
        this.alternatives = alternatives;
    }

    /**
     * Reads the {@code filter} parameter.
     *
     * @throws ApiException if it is malformed, names an attribute twice or one that the entity lacks
     */
    static Filter onAttributes(String text, Resource resource) {
        return of("filter", text, FilterParser.parse("filter", text), term -> {
            AttributeType type = resource.attributes().type(term.attribute());
            if (type == null) {
                throw new IllegalArgumentException(resource.path() + " cannot be filtered by '" + term.attribute()
                        + "', only by " + resource.attributes());
            }
            return Condition.onAttribute(term, type);
        });
    }

    /**
     * Reads the {@code recordDataFilter} parameter.
     *
     * @throws ApiException if it is malformed, names an answer twice or mixes and with or
     */
    static Filter onRecordData(String text) {
        List<List<FilterParser.Term>> alternatives = FilterParser.parse("recordDataFilter", text);
        if (alternatives.size() > 1 && alternatives.stream().anyMatch(terms -> terms.size() > 1)) {
            throw ApiException.badRequest("recordDataFilter", text, "; and , cannot be mixed in a recordDataFilter");
        }
        return of("recordDataFilter", text, alternatives, Condition::onAnswer);
    }

    /** The rows whose attribute has this value. */
    static Filter equal(String attribute, String value, Resource resource) {
        FilterParser.Term term = new FilterParser.Term(attribute, Operator.EQUAL, value);
        Condition condition = Condition.onAttribute(term, resource.attributes().type(attribute));
        return new Filter(attribute + "=" + value, List.of(List.of(condition)));
    }

    boolean matches(Map<String, Object> values) {
        return alternatives.stream().anyMatch(
                conditions -> conditions.stream().allMatch(condition -> condition.holds(values.get(condition.path()))));
    }

    /** The time before which rows that match were not changed, if the filter has one. */
    Optional<String> changedSince() {
        return alternatives.size() > 1
                ? Optional.empty()
                : alternatives.get(0).stream().flatMap(condition -> condition.changedSince().stream()).findFirst();
    }

    /** The values that {@link #matches} asks for. */
    Set<String> paths() {
        return alternatives.stream().flatMap(List::stream).map(Condition::path).collect(Collectors.toSet());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Filter filter && source.equals(filter.source);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    private static Filter of(String parameter, String text, List<List<FilterParser.Term>> alternatives,
            Function<FilterParser.Term, Condition> conditionOf) {
        Set<String> seen = new HashSet<>();
        List<List<Condition>> conditions = new ArrayList<>();
        try {
            for (List<FilterParser.Term> terms : alternatives) {
                for (FilterParser.Term term : terms) {
                    if (!seen.add(term.attribute())) {
                        throw new IllegalArgumentException(term.attribute() + " stands in the filter twice");
                    }
                }
                conditions.add(terms.stream().map(conditionOf).toList());
            }
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest(parameter, text, e.getMessage());
        }
        return new Filter(parameter + "=" + text, conditions);
    }
}
