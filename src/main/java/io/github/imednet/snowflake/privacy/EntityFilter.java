package io.github.imednet.snowflake.privacy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.source.ApiJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Copies an entity's JSON as the policy has it. What is kept is copied byte by byte, with its name as it was written.
 */
final class EntityFilter {

    /** Deeper, a value is taken as a whole. */
    private static final int DEEPEST = 8;

    private final PrivacyPolicy policy;
    private final PolicyFindings findings;
    private final EntityContext context;
    private final ValueChange change;
    private final byte[] source;
    private final JsonParser parser;
    private final JsonBuffer target;

    private EntityFilter(
            PrivacyPolicy policy, PolicyFindings findings, EntityContext context, byte[] source, JsonParser parser) {
        this.policy = policy;
        this.findings = findings;
        this.context = context;
        this.change = new ValueChange(policy.pseudonyms(), context.subject());
        this.source = source;
        this.parser = parser;
        this.target = new JsonBuffer(source.length);
    }

    /**
     * An entity as the policy leaves it.
     *
     * @param entity a JSON object, alone
     * @param findings takes the names of fields that no rule decides on
     */
    static byte[] apply(PrivacyPolicy policy, ImednetResource list, byte[] entity, PolicyFindings findings)
            throws IOException {
        EntityContext context = EntityContext.of(list, entity);
        try (JsonParser parser = ApiJson.FACTORY.createParser(entity)) {
            parser.nextToken();
            EntityFilter filter = new EntityFilter(policy, findings, context, entity, parser);
            filter.object(null, 0);
            return filter.target.toByteArray();
        }
    }

    /** @return whether any of it was kept, or there was nothing in it */
    private boolean object(@Nullable FieldPlace place, int depth) throws IOException {
        boolean any = false;
        boolean kept = false;
        target.write('{');
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            int from = offset(parser.currentTokenLocation().getByteOffset());
            parser.nextToken();
            int before = target.size();
            target.write(kept ? "," : "");
            target.write(source, from, offset(parser.currentTokenLocation().getByteOffset()) - from);
            any = true;
            if (value(place == null ? context.place(name) : place.below(name), depth + 1)) {
                kept = true;
            } else {
                target.backTo(before);
            }
        }
        target.write('}');
        return kept || !any;
    }

    private boolean array(FieldPlace place, int depth) throws IOException {
        boolean any = false;
        boolean kept = false;
        target.write('[');
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            int before = target.size();
            target.write(kept ? "," : "");
            any = true;
            if (value(place, depth + 1)) {
                kept = true;
            } else {
                target.backTo(before);
            }
        }
        target.write(']');
        return kept || !any;
    }

    /** Copies the value that the parser is at the beginning of, or what takes its place. */
    private boolean value(FieldPlace place, int depth) throws IOException {
        JsonToken token = parser.currentToken();
        if (place.isData() && token != JsonToken.START_OBJECT) {
            return dataThatIsNoObject(place, token);
        }
        if (!token.isStructStart() || place.isInData() || depth >= DEEPEST) {
            return whole(place, policy.decide(place));
        }
        if (isEmptyAndDropped(place)) {
            parser.skipChildren();
            return false;
        }
        return token == JsonToken.START_OBJECT ? object(place, depth) : array(place, depth);
    }

    /** An empty object or array has no field in it on which a rule could decide, and of which one would be missing. */
    private boolean isEmptyAndDropped(FieldPlace place) {
        int next = (int) parser.currentLocation().getByteOffset();
        while (next < source.length && source[next] <= ' ') {
            next++;
        }
        boolean empty = next < source.length && (source[next] == ']' || source[next] == '}');
        return empty && policy.decide(place).action() == PrivacyAction.DROP;
    }

    /** The variables in such data cannot be told apart. */
    private boolean dataThatIsNoObject(FieldPlace place, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NULL || policy.keepsAllData(place.form())) {
            copy();
            return true;
        }
        findings.noObject(place);
        parser.skipChildren();
        return false;
    }

    private boolean whole(FieldPlace place, Decision decision) throws IOException {
        if (decision.action() == PrivacyAction.KEEP) {
            copy();
            return true;
        }
        if (decision.action() == PrivacyAction.DROP) {
            if (decision.isUndecided()) {
                findings.undecided(place);
            }
            parser.skipChildren();
            return false;
        }
        changed(place, decision);
        return true;
    }

    private void changed(FieldPlace place, Decision decision) throws IOException {
        JsonToken token = parser.currentToken();
        String text = token == JsonToken.VALUE_STRING ? parser.getText() : raw();
        boolean typed = !place.isInData() && !place.isValueOfVariable();
        String changed = token == JsonToken.VALUE_NULL ? text : change.of(decision, token, text, typed);
        if (changed.equals("null") && token != JsonToken.VALUE_NULL && decision.action() != PrivacyAction.EMPTY) {
            findings.noDate(place);
        }
        target.write(changed);
    }

    private String raw() throws IOException {
        JsonBuffer value = new JsonBuffer(64);
        copyTo(value);
        return value.toString(StandardCharsets.UTF_8);
    }

    private void copy() throws IOException {
        copyTo(target);
    }

    /** Copies the value's bytes; the parser ends up on its last token. */
    private void copyTo(JsonBuffer to) throws IOException {
        int from = offset(parser.currentTokenLocation().getByteOffset());
        parser.skipChildren();
        parser.finishToken();
        to.write(source, from, offset(parser.currentLocation().getByteOffset()) - from);
    }

    private static int offset(long byteOffset) throws IOException {
        if (byteOffset < 0) {
            throw new IOException("not UTF-8");
        }
        return (int) byteOffset;
    }
}
