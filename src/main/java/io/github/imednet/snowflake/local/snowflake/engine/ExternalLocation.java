package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an external stage has its files.
 *
 * @param url as the statement gave it
 * @param integration name of the storage integration, or null; here it grants nothing
 * @param path inside the bucket, with a slash at its end, or empty
 */
record ExternalLocation(String url, String integration, String bucket, String path) {

    private static final Pattern S3 = Pattern.compile("s3(?:compat)?://([A-Za-z0-9.-]+)(?:/(.*))?");

    /** @throws SqlFailure if it is no place in S3 */
    static ExternalLocation of(String url, String integration) throws SqlFailure {
        Matcher s3 = S3.matcher(url);
        if (!s3.matches()) {
            throw Failures.unsupported("The external stage " + url + " (s3://BUCKET/PATH/ is)");
        }
        String path = s3.group(2) == null ? "" : StageReference.checkPath(s3.group(2));
        return new ExternalLocation(
                url, integration, s3.group(1), path.isEmpty() || path.endsWith("/") ? path : path + "/");
    }

    /** How LIST and COPY name the stage before a file's path. */
    String label() {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
