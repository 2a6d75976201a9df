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
        requireRoot(request);
        List<String> segments = request.segments().subList(ROOT.size(), request.segments().size());
        return switch (segments.size()) {
            case 0 -> studies(request, fault);
            case 2 -> list(request, segments.get(0), segments.get(1), fault);
            case 3 -> job(request, segments.get(0), segments.get(1), segments.get(2));
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

    private Answer studies(ApiRequest request, ListFault fault) throws IOException {
        requireGet(request);
        return page(request, Listing.of(request, Resource.STUDIES), fault);
    }

    private Answer list(ApiRequest request, String studyKey, String list, ListFault fault) throws IOException {
        Resource resource = Resource.ofStudyList(list).orElseThrow(() -> noSuchResource(request));
        requireGet(request);
        requireStudy(studyKey);
        Listing listing = Listing.of(request, resource);
        // Reading every row's study is for data with several studies only.
        boolean mixed = studyKeys.size() > 1 && resource.attributes().contains("studyKey");
        return page(request, mixed ? listing.withFilter(Filter.equal("studyKey", studyKey, resource)) : listing, fault);
    }

    private Answer page(ApiRequest request, Listing listing, ListFault fault) throws IOException {
        change(listing.resource(), fault);
        Rows rows = study.rows(listing.resource());
        Order order = fault.order(orders, rows, listing);
        return Answer.ok(envelope.page(request, fault.announced(listing), rows, order, fault.rowsPage(listing)));
    }

    /** Changes a list, if that is what the fault does. */
    void change(Resource resource, ListFault fault) throws IOException {
        fault.change(study, resource, envelope.timestamp());
    }

    private Answer job(ApiRequest request, String studyKey, String list, String batchId) throws IOException {
        if (!list.equals(Resource.JOBS.path())) {
            throw noSuchResource(request);
        }
        requireGet(request);
        requireStudy(studyKey);
        Rows jobs = study.rows(Resource.JOBS);
        Listing ofBatch = Listing.byId(Resource.JOBS).withFilter(Filter.equal("batchId", batchId, Resource.JOBS));
        Order order = new OrderFinder(jobs, ofBatch).find();
        if (order.count() == 0) {
            throw noSuchResource(request);
        }
        JsonBuffer body = new JsonBuffer(512);
        order.write(jobs, 0, 1, body);
        return Answer.ok(body);
    }

    private void requireStudy(String studyKey) {
        if (!studyKeys.contains(studyKey)) {
            throw ApiException.of(403, "no permission to read study " + studyKey);
        }
    }

    private static void requireRoot(ApiRequest request) {
        List<String> segments = request.segments();
        if (segments.size() < ROOT.size() || !segments.subList(0, ROOT.size()).equals(ROOT)) {
            throw noSuchResource(request);
        }
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
