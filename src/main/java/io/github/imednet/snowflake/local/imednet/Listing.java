package io.github.imednet.snowflake.local.imednet;

import java.util.ArrayList;
import java.util.List;

/** What a list request asks for. */
record Listing(Resource resource, int page, int size, Sort sort, List<Filter> filters) {

    private static final int DEFAULT_SIZE = 25;
    private static final int LARGEST_SIZE = 500;

    /** @throws ApiException if a parameter cannot be served */
    static Listing of(ApiRequest request, Resource resource) {
        List<Filter> filters = new ArrayList<>();
        request.given("filter").ifPresent(text -> filters.add(Filter.onAttributes(text, resource)));
        request.given("recordDataFilter").ifPresent(text -> filters.add(recordDataFilter(text, resource)));
        if (resource == Resource.USERS && !request.flag("includeInactive")) {
            filters.add(Filter.equal("userActiveInStudy", "true", resource));
        }
        return new Listing(resource,
                request.wholeNumber("page", 0, 0, Integer.MAX_VALUE),
                request.wholeNumber("size", DEFAULT_SIZE, 1, LARGEST_SIZE),
                Sort.of(request.all("sort").stream().filter(text -> !text.isEmpty()).toList(), resource),
                filters);
    }

    /** Everything, by id. */
    static Listing byId(Resource resource) {
        return new Listing(resource, 0, LARGEST_SIZE, Sort.of(List.of(resource.id()), resource), List.of());
    }

    Listing withPage(int otherPage) {
        return new Listing(resource, otherPage, size, sort, filters);
    }

    Listing withFilter(Filter another) {
        List<Filter> all = new ArrayList<>(filters);
        all.add(another);
        return new Listing(resource, page, size, sort, all);
    }

    private static Filter recordDataFilter(String text, Resource resource) {
        if (resource != Resource.RECORDS) {
            throw ApiException.badRequest("recordDataFilter", text, "recordDataFilter is for records only");
        }
        return Filter.onRecordData(text);
    }
}
