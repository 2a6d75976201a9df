package io.github.imednet.snowflake.local.imednet;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the API serves: twelve lists, each with its own id and default sort, and jobs, which are read one by one. */
enum Resource {
    STUDIES("studies", "studyKey", "studyKey", Attributes
            .text("sponsorKey", "studyKey", "studyName", "studyDescription", "studyType")
            .numbers("studyId")
            .dateTimes("dateCreated", "dateModified")),
    SITES("sites", "siteId", "siteId", Attributes
            .text("studyKey", "siteName", "siteEnrollmentStatus")
            .numbers("siteId")
            .dateTimes("dateCreated", "dateModified")),
    FORMS("forms", "formId", "formId", Attributes
            .text("studyKey", "formKey", "formName", "formType")
            .numbers("formId", "revision")
            .booleans("embeddedLog", "enforceOwnership", "userAgreement", "subjectRecordReport", "unscheduledVisit",
                    "otherForms", "eproForm", "allowCopy", "disabled")
            .dateTimes("dateCreated", "dateModified")),
    INTERVALS("intervals", "intervalId", "intervalId", Attributes
            .text("studyKey", "intervalName", "intervalDescription", "intervalGroupName", "timeline",
                    "definedUsingInterval", "windowCalculationForm", "windowCalculationDate", "actualDateForm",
                    "actualDate")
            .numbers("intervalId", "intervalSequence", "intervalGroupId", "dueDateWillBeIn", "negativeSlack",
                    "positiveSlack", "eproGracePeriod")
            .booleans("disabled")
            .dateTimes("dateCreated", "dateModified")),
    VARIABLES("variables", "variableId", "formId", Attributes
            .text("studyKey", "variableType", "variableName", "variableOid", "formKey", "formName", "label")
            .numbers("variableId", "sequence", "revision", "formId")
            .booleans("disabled", "deleted", "blinded")
            .dateTimes("dateCreated", "dateModified")),
    SUBJECTS("subjects", "subjectId", "subjectId", Attributes
            .text("studyKey", "subjectOid", "subjectKey", "subjectStatus", "siteName")
            .numbers("subjectId", "siteId")
            .booleans("deleted")
            .dateTimes("enrollmentStartDate", "dateCreated", "dateModified")),
    VISITS("visits", "visitId", "visitId", Attributes
            .text("studyKey", "intervalName", "subjectKey", "visitDateForm", "visitDateQuestion")
            .numbers("visitId", "intervalId", "subjectId")
            .booleans("deleted")
            .dates("startDate", "endDate", "dueDate", "visitDate")
            .dateTimes("dateCreated", "dateModified")),
    RECORDS("records", "recordId", "recordId", Attributes
            .text("studyKey", "formKey", "recordOid", "recordType", "recordStatus", "subjectOid", "subjectKey")
            .numbers("intervalId", "formId", "siteId", "recordId", "subjectId", "visitId", "parentRecordId")
            .booleans("deleted")
            .dateTimes("dateCreated", "dateModified")),
    RECORD_REVISIONS("recordRevisions", "recordRevisionId", "recordRevisionId", Attributes
            .text("studyKey", "recordOid", "recordStatus", "subjectOid", "subjectKey", "formKey", "role", "user",
                    "reasonForChange")
            .numbers("recordRevisionId", "recordId", "recordRevision", "dataRevision", "subjectId", "siteId",
                    "intervalId")
            .booleans("deleted")
            .dateTimes("dateCreated")),
    QUERIES("queries", "annotationId", "annotationId", Attributes
            .text("studyKey", "subjectOid", "annotationType", "type", "description", "variable", "subjectKey")
            .numbers("subjectId", "annotationId", "recordId")
            .dateTimes("dateCreated", "dateModified")),
    CODINGS("codings", "codingId", "formId", Attributes
            .text("studyKey", "siteName", "subjectKey", "formName", "formKey", "variable", "value", "code", "codedBy",
                    "reason", "dictionaryName", "dictionaryVersion")
            .numbers("siteId", "subjectId", "formId", "revision", "recordId", "codingId")
            .dateTimes("dateCoded")),
    USERS("users", "userId", "login", Attributes
            .text("userId", "login", "firstName", "lastName", "email")
            .booleans("userActiveInStudy")),
    JOBS("jobs", "batchId", "batchId", Attributes
            .text("jobId", "batchId", "state")
            .dateTimes("dateCreated", "dateStarted", "dateFinished"));

    private final String path;
    private final String id;
    private final String defaultSort;
    private final Attributes attributes;

    Resource(String path, String id, String defaultSort, Attributes attributes) {
        this.path = path;
        this.id = id;
        this.defaultSort = defaultSort;
        this.attributes = attributes;
    }

    /** The list of a study's entities that is served under this last path segment. */
    static Optional<Resource> ofStudyList(String segment) {
        return Arrays.stream(values())
                .filter(resource -> resource.path.equals(segment))
                .filter(resource -> !List.of(STUDIES, JOBS).contains(resource))
                .findFirst();
    }

    /** The last segment of the path; also the name of the file with the entities in a study's folder. */
    String path() {
        return path;
    }

    /** The attribute that is different in every entity. */
    String id() {
        return id;
    }

    String defaultSort() {
        return defaultSort;
    }

    Attributes attributes() {
        return attributes;
    }
}
