package io.github.imednet.snowflake.kamelet;

import java.util.ArrayList;
import java.util.Collection;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * Puts the pages of one pass together: the body is the list of all entities so far, in the order of the pages, and
 * the headers are those of the last page.
 */
public final class WholeList implements AggregationStrategy {

    /** @param before null for the first page */
    @Override
    public Exchange aggregate(Exchange before, Exchange page) {
        Collection<?> entities = page.getMessage().getBody(Collection.class);
        if (before == null) {
            page.getMessage().setBody(new ArrayList<>(entities));
            return page;
        }
        @SuppressWarnings("unchecked")
        Collection<Object> all = before.getMessage().getBody(ArrayList.class);
        all.addAll(entities);
        page.getMessage().setBody(all);
        return page;
    }
}
