package io.github.imednet.snowflake.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * The columns that a record has in Parquet (snake case) and in the records table (the same in upper case), in their
 * order, each with the field of the API's record that fills it.
 */
public enum RecordColumn {
    STUDY_KEY("studyKey", Kind.TEXT),
    INTERVAL_ID("intervalId", Kind.NUMBER),
    FORM_ID("formId", Kind.NUMBER),
    FORM_KEY("formKey", Kind.TEXT),
    SITE_ID("siteId", Kind.NUMBER),
    RECORD_ID("recordId", Kind.NUMBER),
    RECORD_OID("recordOid", Kind.TEXT),
    RECORD_TYPE("recordType", Kind.TEXT),
    RECORD_STATUS("recordStatus", Kind.TEXT),
    DELETED("deleted", Kind.BOOLEAN),
    DATE_CREATED("dateCreated", Kind.TIMESTAMP),
    DATE_MODIFIED("dateModified", Kind.TIMESTAMP),
    SUBJECT_ID("subjectId", Kind.NUMBER),
    SUBJECT_OID("subjectOid", Kind.TEXT),
    SUBJECT_KEY("subjectKey", Kind.TEXT),
    VISIT_ID("visitId", Kind.NUMBER),
    PARENT_RECORD_ID("parentRecordId", Kind.NUMBER),
    KEYWORDS("keywords", Kind.JSON),
    RECORD_DATA("recordData", Kind.JSON),
    /** A JSON object of the record's fields that have no column, or a value that is not in their column as it came. */
    _UNMAPPED_FIELDS(null, Kind.JSON);

    private static final Map<String, RecordColumn> BY_FIELD = Arrays.stream(values())
            .filter(column -> column.field != null)
            .collect(Collectors.toUnmodifiableMap(RecordColumn::field, Function.identity()));

    private static final Schema SCHEMA = Schema.createRecord(
            "Record",
            null,
            null,
            false,
            Arrays.stream(values())
                    .map(column -> new Schema.Field(
                            column.parquetName(),
                            Schema.createUnion(Schema.create(Schema.Type.NULL), column.kind.avroType()),
                            null,
                            Schema.Field.NULL_DEFAULT_VALUE))
                    .toList());

    private final String field;
    private final Kind kind;

    RecordColumn(String field, Kind kind) {
        this.field = field;
        this.kind = kind;
    }

    /** The Avro schema of a record: one nullable field per column, in the columns' order. */
    public static Schema schema() {
        return SCHEMA;
    }

    /** The column that a field of the API's record fills, or null if there is none. */
    public static RecordColumn ofField(String field) {
        return BY_FIELD.get(field);
    }

    /** The field's name in the API, or null for a column that no single field fills. */
    public String field() {
        return field;
    }

    public Kind kind() {
        return kind;
    }

    public String parquetName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How a column's values travel: as what in Parquet, into which type of Snowflake's. */
    public enum Kind {
        TEXT("VARCHAR"),
        NUMBER("NUMBER(38,0)"),
        BOOLEAN("BOOLEAN"),
        /** Microseconds since 1970-01-01, UTC, without a zone. */
        TIMESTAMP("TIMESTAMP_NTZ"),
        /** JSON text in Parquet, parsed by COPY. */
        JSON("VARIANT");

        private final String snowflakeType;

        Kind(String snowflakeType) {
            this.snowflakeType = snowflakeType;
        }

        public String snowflakeType() {
            return snowflakeType;
        }

        private Schema avroType() {
            return switch (this) {
                case TEXT, JSON -> Schema.create(Schema.Type.STRING);
                case NUMBER -> Schema.create(Schema.Type.LONG);
                case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
                case TIMESTAMP -> LogicalTypes.localTimestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
            };
        }
    }
}
