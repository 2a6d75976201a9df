package io.github.imednet.snowflake.views;

import io.github.imednet.snowflake.load.Sql;
import io.github.imednet.snowflake.model.RecordColumn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The statement that makes a form's view, of four queries inside each other: the values of the variables as VARIANT and
 * as text, what they are by the variables' types, what is left over, and the view's columns. All formats are said in
 * it, so that no parameter of a session changes what the view answers.
 */
final class FormViewSql {

    private static final String MISFITS_COMMENT = "Values that do not convert exactly to the type of their variable, as"
            + " they came, by the names of the variables; their columns are NULL";
    private static final String OTHER_COMMENT = "Values of recordData that no variable of the form names, as they came";

    /**
     * In bytes of UTF-8. Snowflake takes a statement of 1 MB; without the labels of its variables a view has more of
     * them.
     */
    private static final int LONGEST = 1_000_000;

    private final FormView view;
    private final List<String> own;
    private final List<ViewColumn> columns;

    /** @param unmapped whether the records table has the column of fields without a column */
    FormViewSql(FormView view, boolean unmapped) {
        this.view = view;
        this.columns = view.columns();
        this.own = Arrays.stream(RecordColumn.values())
                .filter(column -> column != RecordColumn.RECORD_DATA)
                .filter(column -> unmapped || column != RecordColumn._UNMAPPED_FIELDS)
                .map(column -> Sql.quoted(column.name()))
                .toList();
    }

    /**
     * The statement. Where it would be too long, columns have no labels.
     *
     * @param schema the schema of the view, as SQL
     * @param table the records table, as SQL
     * @param studyKey whose records the view has
     * @param withDeleted whether deleted records are among them
     */
    String create(String schema, String table, String studyKey, boolean withDeleted) {
        String sql = create(schema, table, studyKey, withDeleted, true);
        return sql.getBytes(StandardCharsets.UTF_8).length <= LONGEST
                ? sql
                : create(schema, table, studyKey, withDeleted, false);
    }

    private String create(String schema, String table, String studyKey, boolean withDeleted, boolean labels) {
        return "CREATE OR REPLACE VIEW " + schema + '.' + Sql.quoted(view.name()) + " (\n  " + columnList(labels)
                + "\n) COPY GRANTS" + comment(" COMMENT = ", view.form().name()) + " AS\nSELECT " + result()
                + "\nFROM (\nSELECT *,\n  " + leftOver() + "\nFROM (\nSELECT *" + typed() + "\nFROM (\nSELECT "
                + extracted() + "\nFROM " + table + "\nWHERE \"STUDY_KEY\" = " + Sql.text(studyKey)
                + " AND \"FORM_KEY\" = " + Sql.text(view.form().key())
                + (withDeleted ? "" : " AND NOT COALESCE(\"DELETED\", FALSE)") + "\n)))";
    }

    private String columnList(boolean labels) {
        List<String> list = new ArrayList<>(own);
        for (ViewColumn column : columns) {
            String label = labels ? column.variable().label() : null;
            list.add(Sql.quoted(column.name()) + comment(" COMMENT ", label));
            if (column.dateName() != null) {
                String name = label == null ? column.variable().name() : label;
                list.add(Sql.quoted(column.dateName())
                        + comment(" COMMENT ", labels ? name + " (the date, where it is whole)" : null));
            }
        }
        list.add(Sql.quoted(FormView.MISFITS) + comment(" COMMENT ", MISFITS_COMMENT));
        list.add(Sql.quoted(FormView.OTHER_DATA) + comment(" COMMENT ", OTHER_COMMENT));
        return String.join(",\n  ", list);
    }

    /** No comment has NUL: it has no place in a statement. */
    private static String comment(String keyword, @Nullable String text) {
        return text == null ? "" : keyword + Sql.text(text.replace("\0", ""));
    }

    /** V1, T1: the value of a variable, and its text. */
    private String extracted() {
        List<String> list = new ArrayList<>(own);
        list.add("\"RECORD_DATA\"");
        for (int i = 0; i < columns.size(); i++) {
            String element = "\"RECORD_DATA\"[" + Sql.text(columns.get(i).variable().name()) + ']';
            list.add("\n  " + element + " AS " + alias('V', i) + ", " + element + "::VARCHAR AS " + alias('T', i));
        }
        return String.join(", ", list);
    }

    /** C1: what it is by its type; W1: the whole date that it is; M1: the moment that a partial date is after all. */
    private String typed() {
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            VariableType type = columns.get(i).type();
            String text = alias('T', i);
            String value = switch (type) {
                case NUMBER -> SqlConversions.number(alias('V', i), text);
                case DATE -> SqlConversions.date(text);
                case DATETIME -> SqlConversions.moment(text);
                case PARTIAL_DATE, TEXT -> SqlConversions.text(alias('V', i), text);
            };
            sql.append(",\n  ").append(value).append(" AS ").append(alias('C', i));
            if (type.hasDateColumn()) {
                sql.append(",\n  ").append(SqlConversions.date(text)).append(" AS ").append(alias('W', i));
            }
            if (type == VariableType.PARTIAL_DATE) {
                sql.append(",\n  ").append(SqlConversions.moment(text)).append(" AS ").append(alias('M', i));
            }
        }
        return sql.toString();
    }

    private String leftOver() {
        List<String> misfits = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String ofDate = columns.get(i).type() == VariableType.DATETIME ? " AND " + alias('W', i) + " IS NULL" : "";
            String name = Sql.text(columns.get(i).variable().name());
            misfits.add("\n  " + name + ", CASE WHEN " + alias('C', i) + " IS NULL" + ofDate + " AND " + alias('T', i)
                    + " <> '' THEN " + alias('V', i) + " END");
        }
        String names = columns.stream()
                .map(column -> ", " + Sql.text(column.variable().name()))
                .collect(Collectors.joining());
        String object = "AS_OBJECT(\"RECORD_DATA\")";
        String rest = names.isEmpty() ? object : "OBJECT_DELETE(" + object + names + ')';
        return "OBJECT_CONSTRUCT(" + String.join(",", misfits) + ") AS \"MISFITS\",\n"
                + "  CASE WHEN TYPEOF(\"RECORD_DATA\") IN ('OBJECT', 'NULL_VALUE') THEN " + rest
                + " ELSE OBJECT_CONSTRUCT('recordData', \"RECORD_DATA\") END AS \"OTHERS\"";
    }

    private String result() {
        List<String> list = new ArrayList<>(own);
        for (int i = 0; i < columns.size(); i++) {
            ViewColumn column = columns.get(i);
            list.add(alias('C', i));
            if (column.dateName() != null) {
                char moment = column.type() == VariableType.DATETIME ? 'C' : 'M';
                list.add("COALESCE(" + alias(moment, i) + "::DATE, " + alias('W', i) + ")");
            }
        }
        list.add("\n  " + unlessEmpty("\"MISFITS\""));
        list.add("\n  " + unlessEmpty("\"OTHERS\""));
        return String.join(", ", list);
    }

    private static String unlessEmpty(String object) {
        return "CASE WHEN ARRAY_SIZE(OBJECT_KEYS(" + object + ")) > 0 THEN " + object + " END";
    }

    private static String alias(char kind, int index) {
        return Sql.quoted(kind + Integer.toString(index + 1));
    }
}
