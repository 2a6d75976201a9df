package io.github.imednet.snowflake.local.snowflake.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Reads and deletes the objects of an S3 storage's buckets, by path and without a signature: what a storage for tests
 * takes, and Amazon's own of public buckets only.
 */
final class S3Client {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** @param etag another one after each change */
    record S3Object(String key, String etag, Instant modified) {}

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final URI endpoint;

    S3Client(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** All objects whose keys begin with the prefix (ListObjectsV2, page by page). */
    List<S3Object> list(String bucket, String prefix) throws IOException {
        List<S3Object> objects = new ArrayList<>();
        String token = null;
        do {
            String query = "?list-type=2&prefix=" + encode(prefix)
                    + (token == null ? "" : "&continuation-token=" + encode(token));
            Element page = xml(send("GET", bucket + query, HttpResponse.BodyHandlers.ofByteArray()))
                    .getDocumentElement();
            NodeList contents = page.getElementsByTagName("Contents");
            for (int i = 0; i < contents.getLength(); i++) {
                Element object = (Element) contents.item(i);
                objects.add(new S3Object(
                        text(object, "Key"), text(object, "ETag"), Instant.parse(text(object, "LastModified"))));
            }
            token = text(page, "NextContinuationToken");
        } while (token != null);
        return objects;
    }

    void download(String bucket, String key, Path file) throws IOException {
        send("GET", bucket + '/' + path(key), HttpResponse.BodyHandlers.ofFile(file));
    }

    void delete(String bucket, String key) throws IOException {
        send("DELETE", bucket + '/' + path(key), HttpResponse.BodyHandlers.discarding());
    }

    private <T> T send(String method, String resource, HttpResponse.BodyHandler<T> body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint + "/" + resource))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(LONGEST)
                .build();
        try {
            HttpResponse<T> response = http.send(request, body);
            if (response.statusCode() / 100 != 2) {
                throw new IOException(
                        method + " of " + resource + " failed (Status Code: " + response.statusCode() + ")");
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Document xml(byte[] body) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(body));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("not an answer of S3", e);
        }
    }

    private static String text(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return found.getLength() == 0 || found.item(0).getTextContent().isEmpty()
                ? null
                : found.item(0).getTextContent();
    }

    private static String path(String key) {
        return encode(key).replace("%2F", "/");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
