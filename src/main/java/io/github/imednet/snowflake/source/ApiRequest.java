package io.github.imednet.snowflake.source;

/** What is asked of the API, and how its answer is read. */
interface ApiRequest {

    /** The path below the API's address, percent-encoded. */
    String path();

    /** The query, percent-encoded. */
    String query();

    /**
     * Reads the answer.
     *
     * @param body JSON in UTF-8
     * @param date the answer's HTTP date, or null
     * @throws ImednetApiException if it is not a whole answer to this request
     */
    Object read(byte[] body, String date);
}
