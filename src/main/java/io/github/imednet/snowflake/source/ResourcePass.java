package io.github.imednet.snowflake.source;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.ListFilter;
import io.github.imednet.snowflake.config.RecordSelection;
import io.github.imednet.snowflake.config.ResourceSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * One pass of a list from its first page to its last, one after the other. It checks that all pages are one whole:
 * each says the same total and has as many entities as that makes, and no entity comes twice or out of its order.
 */
public final class ResourcePass implements ApiRequest {

    private static final TypeReference<List<Map<String, Object>>> ENTITIES = new TypeReference<>() {};

    private static final ObjectMapper JSON = new ObjectMapper(ApiJson.FACTORY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final ResourceSettings settings;
    private final boolean exported;
    private final String id = UUID.randomUUID().toString();
    private int next;
    private long totalElements = -1;
    private @Nullable Object lastId;
    private boolean ended;

    /** Of a list whose entities are exported. */
    public ResourcePass(ResourceSettings settings) {
        this(settings, true);
    }

    private ResourcePass(ResourceSettings settings, boolean exported) {
        this.settings = settings;
        this.exported = exported;
    }

    /**
     * Of a list in which something is looked up, all of it: none of its entities is exported, and no privacy policy
     * applies.
     *
     * @param studyKey null for the list of studies
     */
    public static ResourcePass lookup(ExportSettings settings, ImednetResource resource, @Nullable String studyKey) {
        ResourceSettings all = new ResourceSettings(
                settings.imednet(), resource, studyKey, ListFilter.ALL, settings.retries());
        return new ResourcePass(all, false);
    }

    @Override
    public Optional<ImednetResource> exported() {
        return exported ? Optional.of(settings.resource()) : Optional.empty();
    }

    /** What its pages have in common, and no other pass's. */
    public String id() {
        return id;
    }

    /** Whether a page is still to be read. */
    public boolean hasNext() {
        return !ended;
    }

    /** That of the next page. */
    @Override
    public String path() {
        return request().path();
    }

    /** That of the next page. */
    @Override
    public String query() {
        return request().query();
    }

    /** By the names of the kamelet's parameters: what is looked up has none. */
    @Override
    public List<String> filters() {
        List<String> filters = new ArrayList<>();
        if (settings.filter().filter() != null) {
            filters.add("filter");
        }
        if (settings.filter().recordDataFilter() != null) {
            filters.add("recordDataFilter");
        }
        return filters;
    }

    @Override
    public ResourcePage read(byte[] body, AnswerTime time) {
        return read(body);
    }

    /**
     * Reads the answer to the next page.
     *
     * @throws ImednetApiException if it is cut off, no JSON, not the page asked for, or has an entity twice
     * @throws StudyMovedException if it contradicts those before it: the list changed while it was read
     */
    public ResourcePage read(byte[] body) {
        JsonNode root = parse(body);
        JsonNode pagination = root.path("pagination");
        JsonNode total = pagination.path("totalElements");
        if (!total.isIntegralNumber() || !root.path("data").isArray()) {
            throw ImednetApiException.unreadable(
                    "iMednet's answer to " + name() + " has no pagination or no data", null);
        }
        if (pagination.path("currentPage").asLong(-1) != next) {
            throw ImednetApiException.contradiction(
                    true, "iMednet answered " + name() + " with another page");
        }
        requireSameTotal(total.asLong());
        List<Map<String, Object>> entities = JSON.convertValue(root.path("data"), ENTITIES);
        requireWhole(entities, total.asLong());
        totalElements = total.asLong();
        ended = (next + 1L) * settings.imednet().pageSize() >= totalElements;
        return new ResourcePage(next++, totalElements, entities, ended);
    }

    /**
     * Reads the entities of a page that was read, with the columns that the export gives them.
     *
     * @throws ImednetApiException if an entity has no key that a table can have
     */
    public List<GenericRecord> entities(byte[] body, ResourcePage page) {
        PageRequest request = new PageRequest(
                settings.studyKey(),
                page.page(),
                settings.imednet().pageSize(),
                settings.resource(),
                null,
                RecordSelection.ALL,
                settings.filter().includeInactive());
        return new PageReader().read(body, AnswerTime.of(null, null), request).records();
    }

    private JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw ImednetApiException.unreadable(
                    "iMednet's answer to " + name() + " is truncated or not JSON (" + body.length + " bytes)",
                    PageReader.withoutContent(e));
        }
    }

    private void requireSameTotal(long total) {
        if (totalElements >= 0 && total != totalElements) {
            throw moved(totalElements + " entities at first, " + total);
        }
    }

    /**
     * Requires that all entities were taken: a page that was read and then failed is not asked for again.
     *
     * @throws ImednetApiException if some were not
     */
    public void requireAll(long taken) {
        if (taken != totalElements) {
            throw ImednetApiException.contradiction(false, taken + " of " + totalElements
                    + " entities of iMednet's " + name() + " were processed");
        }
    }

    private void requireWhole(List<Map<String, Object>> entities, long total) {
        int size = settings.imednet().pageSize();
        long expected = Math.max(0, Math.min(size, total - (long) next * size));
        if (entities.size() != expected) {
            throw ImednetApiException.contradiction(true, "iMednet's " + name() + " has " + entities.size()
                    + " entities, expected " + expected + " of " + total);
        }
        Object before = lastId;
        Set<Object> ids = new HashSet<>();
        for (Map<String, Object> entity : entities) {
            Object id = entity.get(settings.resource().id());
            if (id == null) {
                throw ImednetApiException.contradiction(false, "iMednet's " + name()
                        + " has an entity without " + settings.resource().id() + ": correct it in iMednet");
            }
            if (!ids.add(id)) {
                throw ImednetApiException.twice(
                        "iMednet's " + name(), settings.resource().id() + ' ' + id);
            }
            if (before != null && !follows(before, id)) {
                throw moved("an entity twice or out of its order");
            }
            before = id;
        }
        lastId = before;
    }

    /** Of texts the API decides which one is greater. */
    private static boolean follows(Object before, Object id) {
        return id instanceof Number number && before instanceof Number other
                ? number.longValue() > other.longValue()
                : !id.equals(before);
    }

    private StudyMovedException moved(String how) {
        return new StudyMovedException("the list of " + settings.resource().path() + " changed while it was read: "
                + how + " with page " + next + ". The pages read so far are incomplete: read the list again");
    }

    private ResourceRequest request() {
        return new ResourceRequest(
                settings.resource(),
                settings.studyKey(),
                next,
                settings.imednet().pageSize(),
                settings.filter().filter(),
                settings.filter().recordDataFilter(),
                settings.filter().includeInactive());
    }

    /** How messages name the next page. */
    private String name() {
        return "page " + next + " of the " + settings.resource().path()
                + (settings.studyKey() == null ? "" : " of " + settings.studyKey());
    }
}
