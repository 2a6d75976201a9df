package io.github.imednet.snowflake.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A YAML text of which parts can be removed, without a move of what follows: lines keep their numbers. */
record YamlText(String content) {

    /** @return the text without the field or the item at a place, or empty if there is none or the text is no YAML */
    Optional<YamlText> without(int index) {
        return root().map(root -> partAt(root, index)).map(this::blanked);
    }

    /** @return where the bean of this name is described, or -1 */
    int indexOfBean(String name) {
        return root().map(root -> indexOfBean(root, name)).orElse(-1);
    }

    /** @return the number of the line, counted from 1, that a place is in */
    int lineOf(int index) {
        return 1 + (int) content.codePoints().limit(index).filter(character -> character == '\n').count();
    }

    private Optional<Node> root() {
        try {
            return new Compose(LoadSettings.builder().build()).composeString(content);
        } catch (YamlEngineException e) {
            return Optional.empty(); // the caller has been told by Camel what is wrong with it
        }
    }

    private YamlText blanked(Part part) {
        int from = content.offsetByCodePoints(0, part.from);
        int to = content.offsetByCodePoints(0, part.to);
        int dash = content.lastIndexOf('-', from);
        if (part.item && dash >= 0 && content.substring(dash + 1, from).isBlank()) {
            from = dash;
        }
        String taken = content.substring(from, to).replaceAll("[^\\r\\n]", " ");
        return new YamlText(content.substring(0, from) + taken + content.substring(to));
    }

    /**
     * The field or item whose value begins at a place, or else the smallest one around it; where it is the only one of
     * its kind, what it is in.
     */
    private static @Nullable Part partAt(Node node, int index) {
        for (Part part : partsOf(node)) {
            if (start(part.value) == index) {
                return part;
            }
            if (part.contains(index)) {
                Part inner = partAt(part.value, index);
                boolean only = inner != null && partsOf(part.value).size() == 1 && partsOf(part.value).contains(inner);
                return inner == null || only ? part : inner;
            }
        }
        return null;
    }

    private static List<Part> partsOf(Node node) {
        List<Part> parts = new ArrayList<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple field : mapping.getValue()) {
                parts.add(Part.of(start(field.getKeyNode()), field.getValueNode(), false));
            }
        } else if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                parts.add(Part.of(start(item), item, true));
            }
        }
        return parts;
    }

    private static int indexOfBean(Node node, String name) {
        if (node instanceof MappingNode mapping
                && mapping.getValue().stream().anyMatch(field -> isNamed(field, name))) {
            return start(node);
        }
        return partsOf(node).stream()
                .mapToInt(part -> indexOfBean(part.value, name))
                .filter(at -> at >= 0)
                .findFirst()
                .orElse(-1);
    }

    private static boolean isNamed(NodeTuple field, String name) {
        return field.getKeyNode() instanceof ScalarNode key
                && key.getValue().equals("name")
                && field.getValueNode() instanceof ScalarNode value
                && value.getValue().equals(name);
    }

    private static int start(Node node) {
        return node.getStartMark().orElseThrow().getIndex();
    }

    /** A field with its name, or an item; its places are counted in code points, as the parser counts. */
    private record Part(int from, int to, boolean item, Node value) {

        static Part of(int from, Node value, boolean item) {
            return new Part(from, value.getEndMark().orElseThrow().getIndex(), item, value);
        }

        boolean contains(int index) {
            return from <= index && index < to;
        }
    }
}
