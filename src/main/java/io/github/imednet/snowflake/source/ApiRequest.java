package io.github.imednet.snowflake.source;

import io.github.imednet.snowflake.config.ImednetResource;
import java.util.List;
import java.util.Optional;

/** What is asked of the API, and how its answer is read. */
public interface ApiRequest {

    /**
     * The list of which entities are exported, so that the privacy policy is applied to the answer; empty where
     * something is only looked up, and nothing of the answer is written anywhere.
     */
    Optional<ImednetResource> exported();

    /** The path below the API's address, percent-encoded. */
    String path();

    /** The query, percent-encoded. */
    String query();

    /** The user's filters that go with it, as a message names them: what else is in the query is the program's own. */
    default List<String> filters() {
        return List.of();
    }

    /**
     * Reads the answer.
     *
     * @param body JSON in UTF-8
     * @param time when it came
     * @throws ImednetApiException if it is not a whole answer to this request
     */
    Object read(byte[] body, AnswerTime time);
}
