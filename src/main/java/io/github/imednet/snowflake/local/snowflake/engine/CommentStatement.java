package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** COMMENT ON an object, which is the same as its ALTER. */
final class CommentStatement {

    private CommentStatement() {}

    static Statement parse(TokenReader reader) throws SqlFailure {
        reader.expect("COMMENT");
        boolean ifExists = reader.accept("IF", "EXISTS");
        reader.expect("ON");
        if (reader.accept("COLUMN")) {
            List<String> parts = new ArrayList<>();
            do {
                parts.add(reader.identifier());
            } while (reader.accept("."));
            if (parts.size() < 2 || parts.size() > 4) {
                throw Failures.syntax("the name of a column must have its table's before it.");
            }
            String column = parts.remove(parts.size() - 1);
            String comment = comment(reader);
            return new AlterTableStatement(
                    new ObjectName(parts), ifExists, null, List.of(AlterTableStatement.comment(column, comment)));
        }
        String kind = Creation.kind(reader);
        ObjectName name = reader.objectName();
        String comment = comment(reader);
        return kind.equals("TABLE")
                ? new AlterTableStatement(name, ifExists, null, List.of(AlterTableStatement.comment(comment)))
                : new AlterStatement(kind, name, ifExists, null, Map.of("COMMENT", comment));
    }

    private static String comment(TokenReader reader) throws SqlFailure {
        reader.expect("IS");
        String comment = reader.string();
        reader.expectEnd();
        return comment;
    }
}
