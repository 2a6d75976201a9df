package io.github.imednet.snowflake.local.imednet;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The API itself: checks a request and finds its answer. */
final class EdcApi {

    private static final List<String> ROOT = List.of("api", "v1", "edc", "studies");

    private final LiveStudy study;
    private final Map<String, String> keys;
    private final Envelope envelope;
    private final Set<String> studyKeys;
    private final OrderCache orders = new OrderCache();

    /** @param keys the values that the authentication headers must have, by header */
    EdcApi(StudyData data, Map<String, String> keys, Envelope envelope) throws IOException {
        this.study = new LiveStudy(data);
        this.keys = keys;
        this.envelope = envelope;
        this.studyKeys = studyKeys(data.rows(Resource.STUDIES));
    }

    /** @throws ApiException if the request is refused */
    Answer answer(ApiRequest request, Headers headers, ListFault fault) throws IOException {
        authenticate(headers);
        List<String> segments = request.segments();
        if (segments.size() < ROOT.size() || !segments.subList(0, ROOT.size()).equals(ROOT)) {
            throw noSuchResource(request);
        }
        return switch (segments.size() - ROOT.size()) {
            case 0 -> list(request, Resource.STUDIES, fault);
            case 2 -> list(request, studyList(request), fault);
            case 3 -> job(request);
            default -> throw noSuchResource(request);
        };
    }

    private void authenticate(Headers headers) {
        for (Map.Entry<String, String> key : keys.entrySet()) {
            String given = headers.getFirst(key.getKey());
            if (given == null) {
                throw ApiException.of(401, "header " + key.getKey() + " is missing");
            }
            if (!given.equals(key.getValue())) {
                throw ApiException.of(401, "header " + key.getKey() + " is not valid");
            }
        }
    }

    private static Resource studyList(ApiRequest request) {
        return Resource.ofStudyList(request.segments().get(5)).orElseThrow(() -> noSuchResource(request));
    }

    private Answer list(ApiRequest request, Resource resource, ListFault fault) throws IOException {
        requireGet(request);
        Listing listing = Listing.of(request, resource);
        if (resource != Resource.STUDIES) {
            listing = inStudy(listing, requireStudy(request));
        }
        fault.change(study, resource, envelope.timestamp());
        Rows rows = study.rows(resource);
        Order order = fault.order(orders, rows, listing);
        return Answer.ok(envelope.page(request, fault.announced(listing), rows, order, fault.rowsPage(listing)));
    }

    private Listing inStudy(Listing listing, String studyKey) {
        boolean single = studyKeys.size() == 1 || !listing.resource().attributes().contains("studyKey");
        return single ? listing : listing.withFilter(Filter.equal("studyKey", studyKey, listing.resource()));
    }

    private Answer job(ApiRequest request) throws IOException {
        if (!request.segments().get(5).equals(Resource.JOBS.path())) {
            throw noSuchResource(request);
        }
        requireGet(request);
        requireStudy(request);
        Rows jobs = study.rows(Resource.JOBS);
        Filter byBatch = Filter.equal("batchId", request.segments().get(6), Resource.JOBS);
        Listing listing = new Listing(Resource.JOBS, 0, 1, Sort.of(List.of(), Resource.JOBS), List.of(byBatch));
        Order order = new OrderFinder(jobs, listing).find();
        if (order.count() == 0) {
            throw noSuchResource(request);
        }
        JsonBuffer body = new JsonBuffer(512);
        order.write(jobs, 0, 1, body);
        return Answer.ok(body);
    }

    private String requireStudy(ApiRequest request) {
        String studyKey = request.segments().get(4);
        if (!studyKeys.contains(studyKey)) {
            throw ApiException.of(403, "no permission to read study " + studyKey);
        }
        return studyKey;
    }

    private static void requireGet(ApiRequest request) {
        if (!request.method().equals("GET")) {
            throw ApiException.of(405, request.method() + " is not served here, only GET is");
        }
    }

    private static ApiException noSuchResource(ApiRequest request) {
        return ApiException.of(404, "there is no " + request.path());
    }

    private static Set<String> studyKeys(Rows studies) throws IOException {
        Set<String> keys = new HashSet<>();
        RowReader reader = new RowReader(Set.of("studyKey"));
        JsonBuffer study = new JsonBuffer(1024);
        for (int position = 0; position < studies.count(); position++) {
            studies.write(position, 1, study.clear());
            keys.add(String.valueOf(reader.read(study).get("studyKey")));
        }
        return keys;
    }
}
