package io.github.imednet.snowflake.source;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.config.ImednetResource;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Optional;

/** The job of a batch of records that was sent to iMednet: one object, where all else of the API is a list. */
public record JobRequest(String studyKey, String batchId) implements ApiRequest {

    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};

    private static final ObjectMapper JSON = new ObjectMapper(ApiJson.FACTORY);

    @Override
    public Optional<ImednetResource> exported() {
        return Optional.empty();
    }

    @Override
    public String path() {
        return "/api/v1/edc/studies/" + ResourceRequest.encode(studyKey) + "/jobs/" + ResourceRequest.encode(batchId);
    }

    @Override
    public String query() {
        return "";
    }

    /** @return a {@link Job} */
    @Override
    public Job read(byte[] body, AnswerTime time) {
        try {
            Job job = new Job(studyKey, JSON.readValue(body, OBJECT));
            if (job.job() == null || !batchId.equals(job.job().get("batchId"))) {
                throw ImednetApiException.contradiction(
                        true, "iMednet's answer to the request for a batch's job has another job, or none");
            }
            return job;
        } catch (IOException e) {
            throw ImednetApiException.unreadable(
                    "iMednet's answer to the request for a job is truncated or not JSON (" + body.length + " bytes)",
                    PageReader.withoutContent(e));
        }
    }
}
