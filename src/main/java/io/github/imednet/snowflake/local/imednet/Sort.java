package io.github.imednet.snowflake.local.imednet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The order of a list: properties from the first that decides to the last. */
record Sort(List<Property> properties) {

    record Property(String name, boolean descending) {

        String direction() {
            return descending ? "DESC" : "ASC";
        }
    }

    /**
     * Reads {@code property,asc} or {@code property,desc}, in either case; ascending if left out.
     *
     * @param texts the sort parameters in their order; none for the resource's default
     */
    static Sort of(List<String> texts, Resource resource) {
        if (texts.isEmpty()) {
            return new Sort(List.of(new Property(resource.defaultSort(), false)));
        }
        List<Property> properties = new ArrayList<>();
        for (String text : texts) {
            properties.add(property(text, resource));
        }
        return new Sort(properties);
    }

    private static Property property(String text, Resource resource) {
        String[] parts = text.split(",", -1);
        String direction = parts.length == 1 ? "asc" : parts[1].toLowerCase(Locale.ROOT);
        if (parts.length > 2 || !List.of("asc", "desc").contains(direction)) {
            throw ApiException.badRequest("sort", text,
                    "sort is property,asc or property,desc; repeat the parameter for more properties");
        }
        if (!resource.attributes().contains(parts[0])) {
            throw ApiException.badRequest("sort", text,
                    resource.path() + " cannot be sorted by '" + parts[0] + "', only by " + resource.attributes());
        }
        return new Property(parts[0], direction.equals("desc"));
    }

    /** Compares values as an entity has them: numbers as such and before all else, which compares as text. */
    static int compare(Object left, Object right) {
        if (left instanceof Number && right instanceof Number) {
            return Double.compare(((Number) left).doubleValue(), ((Number) right).doubleValue());
        }
        if (left instanceof Number || right instanceof Number) {
            return left instanceof Number ? -1 : 1;
        }
        return left.toString().compareTo(right.toString());
    }
}
