package io.github.imednet.snowflake.privacy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.source.ApiJson;
import java.io.IOException;
import java.util.Arrays;

/** An answer of the API with its entities as the policy has them, and all else as it was. */
final class AnswerFilter {

    private final PrivacyPolicy policy;
    private final ImednetResource list;
    private final PolicyFindings findings;

    AnswerFilter(PrivacyPolicy policy, ImednetResource list, PolicyFindings findings) {
        this.policy = policy;
        this.list = list;
        this.findings = findings;
    }

    /** @throws IOException if the answer cannot be read; its message may have values in it */
    byte[] apply(byte[] answer) throws IOException {
        JsonBuffer target = new JsonBuffer(answer.length);
        int copied = 0;
        try (JsonParser parser = ApiJson.FACTORY.createParser(answer)) {
            require(parser.nextToken() == JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean data = parser.currentName().equals("data");
                if (parser.nextToken() == JsonToken.START_ARRAY && data) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        int from = offset(parser.currentTokenLocation().getByteOffset());
                        parser.skipChildren();
                        int end = offset(parser.currentLocation().getByteOffset());
                        target.write(answer, copied, from - copied);
                        byte[] entity = Arrays.copyOfRange(answer, from, end);
                        target.writeBytes(EntityFilter.apply(policy, list, entity, findings));
                        copied = end;
                    }
                    require(parser.currentToken() == JsonToken.END_ARRAY);
                } else {
                    require(!data || parser.currentToken() != JsonToken.START_OBJECT);
                    parser.skipChildren();
                }
            }
            require(parser.currentToken() == JsonToken.END_OBJECT);
        }
        target.write(answer, copied, answer.length - copied);
        return target.toByteArray();
    }

    private static void require(boolean whole) throws IOException {
        if (!whole) {
            throw new IOException("not an answer with entities");
        }
    }

    private static int offset(long byteOffset) throws IOException {
        require(byteOffset >= 0);
        return (int) byteOffset;
    }
}
