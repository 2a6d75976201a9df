package io.github.imednet.snowflake.source;

import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.ResourceSettings;
import java.util.Objects;

/** One page of any of the API's lists, in the order of the entities' own attribute: none moves between pages. */
record ResourceRequest(ResourceSettings settings, int page) {

    /** The path below the API's address, percent-encoded. */
    String path() {
        boolean ofStudy = settings.resource().isOfStudy();
        String study = ofStudy
                ? "studies/" + PageRequest.encode(Objects.requireNonNull(settings.studyKey())) + '/'
                : "";
        return "/api/v1/edc/" + study + settings.resource().path();
    }

    /** The query, percent-encoded. */
    String query() {
        return "page=" + page + "&size=" + settings.imednet().pageSize()
                + "&sort=" + PageRequest.encode(settings.resource().id() + ",ASC")
                + PageRequest.parameter("filter", settings.filter().filter())
                + PageRequest.parameter("recordDataFilter", settings.filter().recordDataFilter())
                + (settings.resource() == ImednetResource.USERS
                        ? "&includeInactive=" + settings.filter().includeInactive()
                        : "");
    }

    String name() {
        return "page " + page + " of the " + settings.resource().path()
                + (settings.studyKey() == null ? "" : " of " + settings.studyKey());
    }
}
