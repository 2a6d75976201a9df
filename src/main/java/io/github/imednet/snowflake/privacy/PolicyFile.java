package io.github.imednet.snowflake.privacy;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.Printable;
import io.github.imednet.snowflake.config.PrivacySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads a policy from its YAML, and finds all that is wrong with it. */
final class PolicyFile {

    private static final Set<String> FIELDS = Set.of("default", "shift-days", "rules");
    private static final int MOST_DAYS = 3650;
    private static final int USUAL_DAYS = 365;

    private final PrivacySettings settings;
    private final List<String> problems = new ArrayList<>();

    PolicyFile(PrivacySettings settings) {
        this.settings = settings;
    }

    /** @throws ExportConfigurationException naming every problem with its line */
    PrivacyPolicy read() {
        Node root = new Compose(LoadSettings.builder().build()).composeString(settings.text()).orElse(null);
        YamlFields fields = YamlFields.of(root, FIELDS, this::problem);
        PrivacyAction byDefault = byDefault(fields, root);
        int days = days(fields.get("shift-days"));
        List<PrivacyRule> rules = rules(fields.get("rules"));
        if (settings.key() == null) {
            rules.stream().filter(rule -> rule.action().needsKey()).forEach(this::missingKey);
        }
        if (!problems.isEmpty()) {
            throw new ExportConfigurationException(problems);
        }
        return new PrivacyPolicy(
                rules, byDefault, settings.key() == null ? null : new Pseudonyms(settings.key(), days));
    }

    private PrivacyAction byDefault(YamlFields fields, @Nullable Node root) {
        Node node = fields.get("default");
        if (node == null) {
            problem(root, "default is missing, which says what becomes of a field that no rule names: keep or drop");
            return PrivacyAction.DROP;
        }
        String word = text(node, "default");
        if (!word.equals("keep") && !word.equals("drop")) {
            problem(node, "default is '" + word + "', not keep or drop");
        }
        return word.equals("keep") ? PrivacyAction.KEEP : PrivacyAction.DROP;
    }

    private int days(@Nullable Node node) {
        String text = node == null ? "" : text(node, "shift-days");
        if (node == null || text.matches("[1-9]\\d{0,3}") && Integer.parseInt(text) <= MOST_DAYS) {
            return node == null ? USUAL_DAYS : Integer.parseInt(text);
        }
        problem(node, "shift-days is '" + text + "', not a whole number from 1 to " + MOST_DAYS);
        return USUAL_DAYS;
    }

    private List<PrivacyRule> rules(@Nullable Node node) {
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            problem(node, "rules is not a list");
            return List.of();
        }
        RuleReader reader = new RuleReader(this::problem);
        return sequence.getValue().stream().map(reader::read).toList();
    }

    private void missingKey(PrivacyRule rule) {
        problem(rule.line(), rule.action().word() + " needs a secret key: set " + PrivacySettings.KEY_NAME);
    }

    private String text(Node node, String name) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue().trim();
        }
        problem(node, name + " is not a single word");
        return "";
    }

    private void problem(@Nullable Node node, String problem) {
        problem(YamlFields.line(node), problem);
    }

    private void problem(int line, String problem) {
        problems.add(settings.file() + ", line " + line + ": " + Printable.line(problem));
    }
}
