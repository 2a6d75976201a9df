package io.github.imednet.snowflake.model;

import static io.github.imednet.snowflake.model.ColumnKind.BOOLEAN;
import static io.github.imednet.snowflake.model.ColumnKind.DATE;
import static io.github.imednet.snowflake.model.ColumnKind.ID;
import static io.github.imednet.snowflake.model.ColumnKind.JSON;
import static io.github.imednet.snowflake.model.ColumnKind.NUMBER;
import static io.github.imednet.snowflake.model.ColumnKind.TEXT;
import static io.github.imednet.snowflake.model.ColumnKind.TIMESTAMP;

import io.github.imednet.snowflake.config.ImednetResource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One of the API's lists as it is exported: its columns, each with the field that fills it, and the one that no two
 * entities share. The columns of every list are the study's key first, which entities need not have themselves, and
 * {@code _UNMAPPED_FIELDS} last: a JSON object of the fields that have no column, or a value that is not in their
 * column as it came.
 */
public final class EntityList {

    private static final Map<ImednetResource, EntityList> ALL = new EnumMap<>(ImednetResource.class);

    static {
        define(ImednetResource.STUDIES, new Columns().add(NUMBER, "studyId")
                .add(TEXT, "sponsorKey", "studyName", "studyDescription", "studyType")
                .add(TIMESTAMP, "dateCreated", "dateModified"));
        define(ImednetResource.SITES, new Columns().add(NUMBER, "siteId")
                .add(TEXT, "siteName", "siteEnrollmentStatus")
                .add(TIMESTAMP, "dateCreated", "dateModified"));
        define(ImednetResource.FORMS, new Columns().add(NUMBER, "formId").add(TEXT, "formKey", "formName", "formType")
                .add(NUMBER, "revision")
                .add(BOOLEAN, "embeddedLog", "enforceOwnership", "userAgreement", "subjectRecordReport")
                .add(BOOLEAN, "unscheduledVisit", "otherForms", "eproForm", "allowCopy", "disabled")
                .add(TIMESTAMP, "dateCreated", "dateModified"));
        define(ImednetResource.INTERVALS, new Columns().add(NUMBER, "intervalId")
                .add(TEXT, "intervalName", "intervalDescription")
                .add(NUMBER, "intervalSequence", "intervalGroupId")
                .add(TEXT, "intervalGroupName", "timeline", "definedUsingInterval", "windowCalculationForm")
                .add(TEXT, "windowCalculationDate", "actualDateForm", "actualDate")
                .add(NUMBER, "dueDateWillBeIn", "negativeSlack", "positiveSlack", "eproGracePeriod")
                .add(JSON, "forms").add(BOOLEAN, "disabled")
                .add(TIMESTAMP, "dateCreated", "dateModified"));
        define(ImednetResource.VARIABLES, new Columns().add(NUMBER, "variableId")
                .add(TEXT, "variableType", "variableName", "variableOid", "label")
                .add(NUMBER, "formId").add(TEXT, "formKey", "formName").add(NUMBER, "sequence", "revision")
                .add(BOOLEAN, "disabled", "deleted", "blinded")
                .add(TIMESTAMP, "dateCreated", "dateModified"));
        define(ImednetResource.SUBJECTS, new Columns().add(NUMBER, "subjectId")
                .add(TEXT, "subjectOid", "subjectKey", "subjectStatus").add(NUMBER, "siteId").add(TEXT, "siteName")
                .add(BOOLEAN, "deleted")
                .add(TIMESTAMP, "enrollmentStartDate", "dateCreated", "dateModified")
                .add(JSON, "keywords"));
        define(ImednetResource.VISITS, new Columns().add(NUMBER, "visitId", "intervalId").add(TEXT, "intervalName")
                .add(NUMBER, "subjectId").add(TEXT, "subjectKey")
                .add(DATE, "startDate", "endDate", "dueDate", "visitDate")
                .add(TEXT, "visitDateForm", "visitDateQuestion").add(BOOLEAN, "deleted")
                .add(TIMESTAMP, "dateCreated", "dateModified"));
        ALL.put(ImednetResource.RECORDS, new EntityList(
                ImednetResource.RECORDS, "Record", List.of((EntityColumn[]) RecordColumn.values())));
        define(ImednetResource.RECORD_REVISIONS, new Columns().add(NUMBER, "recordRevisionId", "recordId")
                .add(TEXT, "recordOid").add(NUMBER, "recordRevision", "dataRevision").add(TEXT, "recordStatus")
                .add(NUMBER, "subjectId").add(TEXT, "subjectOid", "subjectKey").add(NUMBER, "siteId")
                .add(TEXT, "formKey").add(NUMBER, "intervalId").add(TEXT, "role", "user", "reasonForChange")
                .add(BOOLEAN, "deleted").add(TIMESTAMP, "dateCreated"));
        define(ImednetResource.QUERIES, new Columns().add(NUMBER, "annotationId")
                .add(TEXT, "annotationType", "type", "description").add(NUMBER, "recordId").add(TEXT, "variable")
                .add(NUMBER, "subjectId").add(TEXT, "subjectOid", "subjectKey")
                .add(JSON, "queryComments")
                .add(TIMESTAMP, "dateCreated", "dateModified"));
        define(ImednetResource.CODINGS, new Columns().add(ID, "codingId").add(TEXT, "siteName").add(NUMBER, "siteId")
                .add(NUMBER, "subjectId").add(TEXT, "subjectKey").add(NUMBER, "formId").add(TEXT, "formName", "formKey")
                .add(NUMBER, "revision", "recordId").add(TEXT, "variable", "value", "code", "codedBy", "reason")
                .add(TEXT, "dictionaryName", "dictionaryVersion").add(TIMESTAMP, "dateCoded"));
        define(ImednetResource.USERS, new Columns().add(ID, "userId")
                .add(TEXT, "login", "firstName", "lastName", "email").add(BOOLEAN, "userActiveInStudy")
                .add(JSON, "roles"));
    }

    private final ImednetResource resource;
    private final List<EntityColumn> columns;
    private final Map<String, EntityColumn> byField = new HashMap<>();
    private final Schema schema;
    private final EntityColumn key;

    private EntityList(ImednetResource resource, String name, List<EntityColumn> columns) {
        this.resource = resource;
        this.columns = List.copyOf(columns);
        this.columns.stream().filter(column -> column.field() != null)
                .forEach(column -> byField.put(column.field(), column));
        this.key = Objects.requireNonNull(byField.get(resource.id()));
        this.schema = Schema.createRecord(name, null, null, false, this.columns.stream()
                .map(column -> new Schema.Field(
                        column.parquetName(),
                        Schema.createUnion(Schema.create(Schema.Type.NULL), column.kind().avroType()),
                        null,
                        Schema.Field.NULL_DEFAULT_VALUE))
                .toList());
    }

    public static EntityList of(ImednetResource resource) {
        return Objects.requireNonNull(ALL.get(resource));
    }

    public ImednetResource resource() {
        return resource;
    }

    /** In their order. */
    public List<EntityColumn> columns() {
        return columns;
    }

    /** The Avro schema of an entity: one nullable field per column, in the columns' order. */
    public Schema schema() {
        return schema;
    }

    /** The column that a field of the API's entity fills, or null if there is none. */
    public @Nullable EntityColumn ofField(String field) {
        return byField.get(field);
    }

    /** The column that no two entities of a study share. */
    public EntityColumn key() {
        return key;
    }

    /** Whether the keys are numbers, in whose order the list comes; of texts the API decides which is greater. */
    public boolean isInOrderOfNumbers() {
        return key.kind() == NUMBER;
    }

    /** The column of the study's key. */
    public EntityColumn study() {
        return columns.get(0);
    }

    /** The column {@code _UNMAPPED_FIELDS}. */
    public EntityColumn unmapped() {
        return columns.get(columns.size() - 1);
    }

    private static void define(ImednetResource resource, Columns columns) {
        ALL.put(resource, new EntityList(resource, resource.path(), columns.end()));
    }

    /** The columns of a list, one after the other. */
    private static final class Columns {

        private final List<EntityColumn> columns = new ArrayList<>();

        private Columns() {
            add(TEXT, "studyKey");
        }

        private Columns add(ColumnKind kind, String... fields) {
            Arrays.stream(fields).forEach(field -> columns.add(new FieldColumn(
                    field.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT), columns.size(), field, kind)));
            return this;
        }

        private List<EntityColumn> end() {
            columns.add(new FieldColumn(RecordColumn._UNMAPPED_FIELDS.name(), columns.size(), null, JSON));
            return columns;
        }
    }

    private record FieldColumn(String name, int ordinal, @Nullable String field, ColumnKind kind)
            implements EntityColumn {}
}
