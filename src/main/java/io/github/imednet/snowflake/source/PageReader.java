package io.github.imednet.snowflake.source;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.MachineFaultException;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.model.EntityList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;

/** Reads an answer of one of the API's lists straight into records, without a tree in between. */
@RouteBean
public final class PageReader {

    /** The exchange's property with the request to whose answer the privacy policy was applied. */
    public static final String POLICY_APPLIED = "policyApplied";

    private final boolean requiresPolicy;

    /** @param settings with a privacy policy, or without one */
    public PageReader(ExportSettings settings) {
        this(settings.privacy().isSet());
    }

    PageReader() {
        this(false);
    }

    private PageReader(boolean requiresPolicy) {
        this.requiresPolicy = requiresPolicy;
    }

    /**
     * Reads an answer as its request says: of records or of another list.
     *
     * @throws MachineFaultException if there is a privacy policy, and a route of the user's did not apply it
     */
    public Object answer(
            @Body byte[] body,
            @Header("Date") @Nullable String date,
            @Header(ImednetHttpClient.REQUEST_BEGUN) @Nullable Long begun,
            @ExchangeProperty("apiRequest") ApiRequest request,
            @ExchangeProperty(POLICY_APPLIED) ApiRequest applied) {
        if (requiresPolicy && applied != request) {
            throw new MachineFaultException(
                    "The route request-page did not apply the privacy policy to the API's answer: keep its step"
                            + " apply-privacy-policy (bean privacyFilter, method apply)",
                    null);
        }
        return request.read(body, AnswerTime.of(date, begun));
    }

    /**
     * @param body the answer, JSON in UTF-8
     * @param time when it came
     * @throws ImednetApiException if the body is truncated or not JSON, has no pagination or data, or is not the page
     *     asked for: all retryable; or if a record has no record id, comes twice or can never be read: permanent
     */
    public Page read(byte[] body, AnswerTime time, PageRequest request) {
        PageContent content = new PageContent(request, time);
        boolean records = request.resource() == ImednetResource.RECORDS;
        PlainRecords plain = records ? PlainRecords.read(body, request.studyKey()) : null;
        byte[] rest = plain == null ? body : plain.pagination();
        try (JsonParser parser = ApiJson.FACTORY.createParser(rest)) {
            if (plain == null) {
                readEnvelope(parser, body, content);
            } else {
                parser.nextToken();
                readPagination(parser, content);
                content.records = plain.records();
            }
        } catch (StreamConstraintsException e) {
            throw unreadable(content, "is nested deeper than " + ApiJson.DEEPEST + " levels, or otherwise too large,");
        } catch (JsonParseException e) {
            if (isBrokenName(e)) {
                throw unreadable(content, "has half of a surrogate pair in a name");
            }
            throw unreadable(request, body, ", a fault near byte " + e.getLocation().getByteOffset(), e);
        } catch (IOException e) {
            throw unreadable(request, body, "", e);
        }
        return content.toPage();
    }

    /** JSON of which the parser cannot make sense and never will. */
    private static ImednetApiException unreadable(PageContent content, String why) {
        return ImednetApiException.contradiction(
                false,
                "iMednet's " + content.name() + " has " + content.place() + " a record that " + why
                        + " and cannot be read: correct it in iMednet");
    }

    private static ImednetApiException unreadable(PageRequest request, byte[] body, String where, IOException cause) {
        return ImednetApiException.unreadable(
                "iMednet's answer to " + request.name() + " is truncated or not JSON ("
                        + body.length + " bytes" + where + ")",
                withoutContent(cause));
    }

    /** The parser takes such halves in values, not in names. */
    private static boolean isBrokenName(JsonParseException e) {
        String message = String.valueOf(e.getOriginalMessage());
        return message.contains("surrogate") && message.contains("in field name");
    }

    private static void readEnvelope(JsonParser parser, byte[] body, PageContent content) throws IOException {
        if (!JsonText.isUtf8(body)) {
            throw new IOException("not UTF-8");
        }
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("no object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("pagination") && value == JsonToken.START_OBJECT) {
                readPagination(parser, content);
            } else if (field.equals("data") && value == JsonToken.START_ARRAY) {
                readRecords(parser, body, content);
            } else {
                parser.skipChildren();
            }
        }
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException("no end");
        }
    }

    private static void readPagination(JsonParser parser, PageContent content) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_NUMBER_INT && field.equals("currentPage")) {
                content.currentPage = parser.getLongValue();
            } else if (value == JsonToken.VALUE_NUMBER_INT && field.equals("totalElements")) {
                content.totalElements = parser.getLongValue();
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void readRecords(JsonParser parser, byte[] body, PageContent content) throws IOException {
        RecordReader reader = new RecordReader(parser, body, content.request.studyKey(), content.list);
        content.reader = reader;
        content.records = new ArrayList<>(content.request.size());
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            content.records.add(reader.read());
        }
        if (parser.currentToken() != JsonToken.END_ARRAY) {
            throw new IOException("no array of objects");
        }
    }

    /** The parser's message quotes the text around the fault, which may be a patient's. */
    static IOException withoutContent(IOException e) {
        return new IOException(e.getClass().getSimpleName());
    }

    /** What has been read of an answer so far. */
    private static final class PageContent {
        private final PageRequest request;
        private final AnswerTime time;
        private final EntityList list;
        private long currentPage = -1;
        private long totalElements = -1;
        private @Nullable List<GenericRecord> records;
        private @Nullable RecordReader reader;

        private PageContent(PageRequest request, AnswerTime time) {
            this.request = request;
            this.time = time;
            this.list = EntityList.of(request.resource());
        }

        private Page toPage() {
            if (records == null || totalElements < 0) {
                throw ImednetApiException.unreadable(
                        "iMednet's answer to " + name() + " has no pagination or no data", null);
            }
            if (currentPage != request.page()) {
                throw ImednetApiException.contradiction(
                        true, "iMednet answered " + name() + " with page " + currentPage);
            }
            PageKeys keys = new PageKeys(request, records);
            Page page = new Page(request, totalElements, keys.first(), keys.last(), records, time);
            if (records.size() != page.expectedRecords()) {
                throw ImednetApiException.contradiction(
                        true,
                        "iMednet's " + name() + " has " + records.size() + " records, expected "
                                + page.expectedRecords() + " of " + totalElements);
            }
            keys.check();
            return page;
        }

        /** Where the record is that is being read. */
        private String place() {
            if (records == null) {
                return "outside of its records";
            }
            Long record = reader == null ? null : reader.currentId();
            String id = record == null ? "" : " (record " + record + ")";
            return new PageKeys(request, records).place(records.size()) + id;
        }

        private String name() {
            return request.name();
        }
    }
}
