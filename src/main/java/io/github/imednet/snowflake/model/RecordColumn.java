package io.github.imednet.snowflake.model;

import io.github.imednet.snowflake.config.ImednetResource;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a record has in Parquet (snake case) and in the records table (the same in upper case), in their
 * order, each with the field of the API's record that fills it.
 */
public enum RecordColumn implements EntityColumn {
    STUDY_KEY("studyKey", ColumnKind.TEXT),
    INTERVAL_ID("intervalId", ColumnKind.NUMBER),
    FORM_ID("formId", ColumnKind.NUMBER),
    FORM_KEY("formKey", ColumnKind.TEXT),
    SITE_ID("siteId", ColumnKind.NUMBER),
    RECORD_ID("recordId", ColumnKind.NUMBER),
    RECORD_OID("recordOid", ColumnKind.TEXT),
    RECORD_TYPE("recordType", ColumnKind.TEXT),
    RECORD_STATUS("recordStatus", ColumnKind.TEXT),
    DELETED("deleted", ColumnKind.BOOLEAN),
    DATE_CREATED("dateCreated", ColumnKind.TIMESTAMP),
    DATE_MODIFIED("dateModified", ColumnKind.TIMESTAMP),
    SUBJECT_ID("subjectId", ColumnKind.NUMBER),
    SUBJECT_OID("subjectOid", ColumnKind.TEXT),
    SUBJECT_KEY("subjectKey", ColumnKind.TEXT),
    VISIT_ID("visitId", ColumnKind.NUMBER),
    PARENT_RECORD_ID("parentRecordId", ColumnKind.NUMBER),
    KEYWORDS("keywords", ColumnKind.JSON),
    RECORD_DATA("recordData", ColumnKind.JSON),
    /** A JSON object of the record's fields that have no column, or a value that is not in their column as it came. */
    _UNMAPPED_FIELDS(null, ColumnKind.JSON);

    private final @Nullable String field;
    private final ColumnKind kind;

    RecordColumn(@Nullable String field, ColumnKind kind) {
        this.field = field;
        this.kind = kind;
    }

    /** The Avro schema of a record: one nullable field per column, in the columns' order. */
    public static Schema schema() {
        return EntityList.of(ImednetResource.RECORDS).schema();
    }

    /** The column that a field of the API's record fills, or null if there is none. */
    public static @Nullable RecordColumn ofField(String field) {
        return (RecordColumn) EntityList.of(ImednetResource.RECORDS).ofField(field);
    }

    @Override
    public @Nullable String field() {
        return field;
    }

    @Override
    public ColumnKind kind() {
        return kind;
    }
}
