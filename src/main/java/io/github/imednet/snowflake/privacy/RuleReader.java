package io.github.imednet.snowflake.privacy;

import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.NearestName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads a rule of a policy. What it cannot mean is a problem: a rule that matches nothing would protect nothing. */
final class RuleReader {

    private static final Set<String> FIELDS = Set.of("list", "form", "variable", "field", "action", "with");
    private static final String USUAL_MASK = "***";

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
        checkLists(rule, fields.get("list"));
        checkFields(rule, fields.get("field"));
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
        if (action != PrivacyAction.MASK || !(node instanceof ScalarNode)) {
            problems.add(YamlFields.line(node), "with is the text of the action mask, and of no other action");
        }
        return node instanceof ScalarNode scalar ? scalar.getValue() : USUAL_MASK;
    }

    private @Nullable NamePatterns patterns(@Nullable Node node, String name) {
        if (node == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        List<Node> nodes = node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
        for (Node one : nodes) {
            if (one instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
                texts.add(scalar.getValue().trim());
            } else {
                problems.add(YamlFields.line(one), name + " is neither a name nor a list of names");
            }
        }
        if (nodes.isEmpty()) {
            problems.add(YamlFields.line(node), name + " has no names");
        }
        return name.equals("field") ? NamePatterns.ofFields(texts) : NamePatterns.inAnyCase(texts);
    }

    private void checkLists(PrivacyRule rule, @Nullable Node node) {
        if (node != null && rule.lists() != null && lists(rule).isEmpty()) {
            List<String> known = Arrays.stream(ImednetResource.values()).map(ImednetResource::path).toList();
            problems.add(YamlFields.line(node), "unknown list '" + rule.lists() + "', which is none of "
                    + String.join(", ", known) + NearestName.hint(rule.lists().toString(), known));
        }
    }

    private static List<ImednetResource> lists(PrivacyRule rule) {
        return Arrays.stream(ImednetResource.values()).filter(rule::isOf).toList();
    }

    private void checkFields(PrivacyRule rule, @Nullable Node node) {
        if (node == null || rule.fields() == null) {
            return;
        }
        Set<String> known = new TreeSet<>();
        lists(rule).forEach(list -> known.addAll(ApiFields.names(list)));
        for (String field : rule.fields().literals()) {
            if (!known.contains(field) && !field.startsWith("recordData.")) {
                problems.add(YamlFields.line(node), "unknown field '" + field + "' of "
                        + (rule.lists() == null ? "any list" : rule.lists()) + NearestName.hint(field, known)
                        + " A field that the API does not document can be named with a wildcard");
            }
        }
        if (rule.action() != PrivacyAction.KEEP) {
            lists(rule).forEach(list -> checkNotNeeded(rule.fields(), list, node));
        }
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
