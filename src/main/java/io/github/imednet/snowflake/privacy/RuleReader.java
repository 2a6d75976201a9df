package io.github.imednet.snowflake.privacy;

import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.NearestName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads a rule of a policy. What it cannot mean is a problem: a rule that matches nothing would protect nothing. */
final class RuleReader {

    private static final Set<String> FIELDS = Set.of("list", "form", "variable", "field", "action", "with");
    private static final String USUAL_MASK = "***";

    /** Values of several ways to write them. True, false and a whole number, which may be a form's key, have one. */
    private static final Set<Tag> NO_TEXTS = Set.of(Tag.FLOAT, Tag.NULL);

    private final YamlFields.Problems problems;

    RuleReader(YamlFields.Problems problems) {
        this.problems = problems;
    }

    /** The rule, which is not to be used if it was a problem. */
    PrivacyRule read(Node node) {
        YamlFields fields = YamlFields.of(node, FIELDS, problems);
        PrivacyAction action = action(fields.get("action"), node);
        PrivacyRule rule = new PrivacyRule(
                YamlFields.line(node),
                patterns(fields.get("list"), "list"),
                patterns(fields.get("form"), "form"),
                patterns(fields.get("variable"), "variable"),
                patterns(fields.get("field"), "field"),
                action,
                mask(fields.get("with"), action));
        List<ImednetResource> lists = lists(rule);
        checkLists(rule, fields.get("list"));
        if (lists.isEmpty()) {
            checkUse(rule);
        } else {
            checkFields(rule, lists, fields.get("field"));
        }
        return rule;
    }

    private PrivacyAction action(@Nullable Node node, Node rule) {
        if (node == null) {
            problems.add(YamlFields.line(rule), "the rule has no action, one of "
                    + String.join(", ", PrivacyAction.words()));
            return PrivacyAction.DROP;
        }
        String word = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        return PrivacyAction.named(word).orElseGet(() -> {
            problems.add(YamlFields.line(node), "unknown action '" + word + "', which is none of "
                    + String.join(", ", PrivacyAction.words()) + NearestName.hint(word, PrivacyAction.words()));
            return PrivacyAction.DROP;
        });
    }

    private @Nullable String mask(@Nullable Node node, PrivacyAction action) {
        if (node == null) {
            return action == PrivacyAction.MASK ? USUAL_MASK : null;
        }
        if (action != PrivacyAction.MASK || !(node instanceof ScalarNode scalar)) {
            problems.add(YamlFields.line(node), "with is the text of the action mask, and of no other action");
            return USUAL_MASK;
        }
        if (NO_TEXTS.contains(scalar.getTag())) {
            addNoText(node, "with");
        }
        return scalar.getValue();
    }

    private @Nullable NamePatterns patterns(@Nullable Node node, String name) {
        if (node == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        List<Node> nodes = node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
        for (Node one : nodes) {
            String text = one instanceof ScalarNode scalar ? scalar.getValue().trim() : "";
            if (text.isEmpty()) {
                problems.add(YamlFields.line(one), name + " is neither a name nor a list of names");
            } else if (text.indexOf(',') >= 0) {
                problems.add(YamlFields.line(one), name + " has a comma: of several names write [" + text + "]");
            } else if (NO_TEXTS.contains(one.getTag())) {
                addNoText(one, name);
            } else {
                texts.add(text);
            }
        }
        if (nodes.isEmpty()) {
            problems.add(YamlFields.line(node), name + " has no names");
        }
        return name.equals("field") ? NamePatterns.ofFields(texts) : NamePatterns.inAnyCase(texts);
    }

    /** What YAML reads as one value, however it is written, would be one policy for several. */
    private void addNoText(Node node, String name) {
        problems.add(YamlFields.line(node), name + " is not text in YAML, as null and numbers with a point or an"
                + " exponent are none: put it into quotes");
    }

    private void checkLists(PrivacyRule rule, @Nullable Node node) {
        if (node == null || rule.lists() == null) {
            return;
        }
        List<String> known = paths(Arrays.stream(ImednetResource.values()));
        for (String list : rule.lists().matchingNone(known)) {
            problems.add(YamlFields.line(node), "unknown list '" + list + "', which is none of "
                    + String.join(", ", known) + NearestName.hint(list, known));
        }
    }

    /** Those in which there may be something that the rule matches. */
    private static List<ImednetResource> lists(PrivacyRule rule) {
        return Arrays.stream(ImednetResource.values()).filter(rule::mayMatchIn).toList();
    }

    /** Says why the rule matches nothing in any of its lists, if it has some. */
    private void checkUse(PrivacyRule rule) {
        List<ImednetResource> named = Arrays.stream(ImednetResource.values()).filter(rule::isOf).toList();
        if (named.isEmpty()) {
            return; // as was told
        }
        String why = rule.forms() != null && named.stream().noneMatch(ApiFields::haveForm)
                ? "entities name a form in " + String.join(", ", paths(
                        Arrays.stream(ImednetResource.values()).filter(ApiFields::haveForm))) + " alone"
                : "a rule with variable is for values of variables, in records and codings, or with field for fields of"
                        + " entities that name one variable, in " + String.join(", ", paths(
                                Arrays.stream(ImednetResource.values()).filter(ApiFields::haveVariable)));
        problems.add(rule.line(), "the rule can match nothing of " + described(named) + ": " + why);
    }

    private void checkFields(PrivacyRule rule, List<ImednetResource> lists, @Nullable Node node) {
        if (node == null || rule.fields() == null) {
            return;
        }
        Set<String> known = new TreeSet<>();
        lists.forEach(list -> known.addAll(ApiFields.names(list)));
        boolean variables = lists.contains(ImednetResource.RECORDS);
        for (String field : rule.fields().literals()) {
            if (!known.contains(field) && !(variables && field.startsWith(ApiFields.RECORD_DATA + '.'))) {
                problems.add(YamlFields.line(node), "unknown field '" + field + "' of " + described(lists)
                        + NearestName.hint(field, known)
                        + " A field that the API does not document can be named with a wildcard");
            }
        }
        if (rule.action() != PrivacyAction.KEEP) {
            lists.forEach(list -> checkNotNeeded(rule.fields(), list, node));
        }
    }

    private static String described(List<ImednetResource> lists) {
        boolean all = lists.size() == ImednetResource.values().length;
        return all ? "any list" : String.join(", ", paths(lists.stream()));
    }

    private static List<String> paths(Stream<ImednetResource> lists) {
        return lists.map(ImednetResource::path).toList();
    }

    private void checkNotNeeded(NamePatterns fields, ImednetResource list, Node node) {
        for (String path : ApiFields.of(list)) {
            if (fields.names(path)) {
                ApiFields.neededFor(list, path)
                        .ifPresent(why -> problems.add(YamlFields.line(node), path + " of " + list.path()
                                + " can only be kept: " + why + ". Take it out of the rule, or name other lists"));
            }
        }
    }
}
