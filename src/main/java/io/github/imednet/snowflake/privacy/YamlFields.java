package io.github.imednet.snowflake.privacy;

import io.github.imednet.snowflake.config.NearestName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The fields of a mapping in YAML, each known and there once. */
final class YamlFields {

    /** Takes what is wrong, and where. */
    interface Problems {

        /** @param line from 1 */
        void add(int line, String problem);
    }

    private final Map<String, Node> fields = new LinkedHashMap<>();

    private YamlFields() {}

    /** @param node null for an empty file */
    static YamlFields of(@Nullable Node node, Set<String> known, Problems problems) {
        YamlFields read = new YamlFields();
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(field -> read.add(field, known, problems));
        } else {
            problems.add(line(node), "expected are fields with values, of " + String.join(", ", known.stream().sorted()
                    .toList()));
        }
        return read;
    }

    private void add(NodeTuple field, Set<String> known, Problems problems) {
        int line = line(field.getKeyNode());
        String name = field.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
        if (!known.contains(name)) {
            problems.add(line, "unknown field '" + name + "', which is none of "
                    + String.join(", ", known.stream().sorted().toList()) + NearestName.hint(name, known));
        } else if (fields.putIfAbsent(name, field.getValueNode()) != null) {
            problems.add(line, "'" + name + "' is there twice");
        }
    }

    /** @return null if the field is not there */
    @Nullable Node get(String name) {
        return fields.get(name);
    }

    /** Of a node, from 1; 1 for none. */
    static int line(@Nullable Node node) {
        return node == null ? 1 : node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }
}
