package io.github.imednet.snowflake.local.imednet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the bodies of answers: pages in their envelope, and errors. */
final class Envelope {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int TYPICAL_ENTITY = 1000;

    private final Clock clock;

    /** @param clock tells the timestamps, in UTC */
    Envelope(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param listing the page that the pagination tells of
     * @param rowsPage the page whose rows are sent; the same but for a fault
     */
    JsonBuffer page(ApiRequest request, Listing listing, Rows rows, Order order, int rowsPage) throws IOException {
        long first = Math.min((long) rowsPage * listing.size(), order.count());
        long end = Math.min(first + listing.size(), order.count());
        JsonBuffer body = new JsonBuffer(1024 + (int) (end - first) * TYPICAL_ENTITY);
        body.raw("{\"metadata\":").raw(json(metadata(request)));
        body.raw(",\"pagination\":").raw(json(pagination(listing, order.count())));
        body.raw(",\"data\":[");
        order.write(rows, (int) first, (int) end, body);
        return body.raw("]}");
    }

    JsonBuffer error(ApiException error, ErrorBody shape, String path) {
        byte[] body = json(shape.body(error, path, timestamp()));
        return new JsonBuffer(body.length).raw(body);
    }

    String timestamp() {
        return TIMESTAMP.format(LocalDateTime.now(clock));
    }

    private Map<String, Object> metadata(ApiRequest request) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("status", "OK");
        metadata.put("method", request.method());
        metadata.put("path", request.path());
        metadata.put("timestamp", timestamp());
        metadata.put("error", Map.of());
        return metadata;
    }

    private static Map<String, Object> pagination(Listing listing, int total) {
        List<Map<String, Object>> sort = new ArrayList<>();
        for (Sort.Property property : listing.sort().properties()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("property", property.name());
            entry.put("direction", property.direction());
            sort.add(entry);
        }
        Map<String, Object> pagination = new LinkedHashMap<>();
        pagination.put("currentPage", listing.page());
        pagination.put("size", listing.size());
        pagination.put("totalPages", (total + listing.size() - 1L) / listing.size());
        pagination.put("totalElements", total);
        pagination.put("sort", sort);
        return pagination;
    }

    private static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of text and numbers can always be written", e);
        }
    }
}
