package io.github.imednet.snowflake.privacy;

import io.github.imednet.snowflake.config.ImednetResource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fields that the API documents for the entities of each list; those inside of others with a point. */
final class ApiFields {

    private static final String KEYWORDS = "keywords.keywordName keywords.keywordKey keywords.keywordId"
            + " keywords.dateAdded";

    private static final Map<ImednetResource, List<String>> BY_LIST = new EnumMap<>(ImednetResource.class);

    static {
        put(ImednetResource.STUDIES, "sponsorKey studyKey studyId studyName studyDescription studyType dateCreated"
                + " dateModified");
        put(ImednetResource.SITES, "studyKey siteId siteName siteEnrollmentStatus dateCreated dateModified");
        put(ImednetResource.FORMS, "studyKey formId formKey formName formType revision embeddedLog enforceOwnership"
                + " userAgreement subjectRecordReport unscheduledVisit otherForms eproForm allowCopy disabled"
                + " dateCreated dateModified");
        put(ImednetResource.INTERVALS, "studyKey intervalId intervalName intervalDescription intervalSequence"
                + " intervalGroupId intervalGroupName timeline definedUsingInterval windowCalculationForm"
                + " windowCalculationDate actualDateForm actualDate dueDateWillBeIn negativeSlack positiveSlack"
                + " eproGracePeriod forms.formId forms.formKey forms.formName disabled dateCreated dateModified");
        put(ImednetResource.VARIABLES, "studyKey variableId variableType variableName variableOid sequence revision"
                + " formId formKey formName label disabled deleted blinded dateCreated dateModified");
        put(ImednetResource.SUBJECTS, "studyKey subjectId subjectOid subjectKey subjectStatus siteId siteName deleted"
                + " enrollmentStartDate dateCreated dateModified " + KEYWORDS);
        put(ImednetResource.VISITS, "studyKey visitId intervalId intervalName subjectId subjectKey startDate endDate"
                + " dueDate visitDate visitDateForm visitDateQuestion deleted dateCreated dateModified");
        put(ImednetResource.RECORDS, "studyKey intervalId formId formKey siteId recordId recordOid recordType"
                + " recordStatus deleted dateCreated dateModified subjectId subjectOid subjectKey visitId"
                + " parentRecordId " + KEYWORDS);
        put(ImednetResource.RECORD_REVISIONS, "studyKey recordRevisionId recordId recordOid recordRevision"
                + " dataRevision recordStatus subjectId subjectOid subjectKey siteId formKey intervalId role user"
                + " reasonForChange deleted dateCreated");
        put(ImednetResource.QUERIES, "studyKey annotationId annotationType type description recordId variable subjectId"
                + " subjectOid subjectKey queryComments.sequence queryComments.annotationStatus queryComments.user"
                + " queryComments.comment queryComments.closed queryComments.date dateCreated dateModified");
        put(ImednetResource.CODINGS, "studyKey codingId siteId siteName subjectId subjectKey formId formKey formName"
                + " revision recordId variable value code codedBy reason dictionaryName dictionaryVersion dateCoded");
        put(ImednetResource.USERS, "userId login firstName lastName email userActiveInStudy roles.roleId"
                + " roles.communityId roles.name roles.description roles.level roles.type roles.inactive"
                + " roles.dateCreated roles.dateModified");
    }

    private static final Set<String> VALUES_OF_CODINGS = Set.of("value", "code");

    private ApiFields() {}

    private static void put(ImednetResource list, String paths) {
        BY_LIST.put(list, List.of(paths.trim().split(" ")));
    }

    static List<String> of(ImednetResource list) {
        return BY_LIST.get(list);
    }

    /** All names that a rule may give for a field of the list, those of objects that fields are in among them. */
    static List<String> names(ImednetResource list) {
        List<String> names = new ArrayList<>();
        for (String path : of(list)) {
            names.add(path);
            if (path.indexOf('.') > 0) {
                names.add(path.substring(0, path.indexOf('.')));
            }
        }
        if (list == ImednetResource.RECORDS) {
            names.add("recordData");
        }
        return names;
    }

    /** Whether a field of an entity that names a variable has a value of that variable. */
    static boolean isValueOfVariable(ImednetResource list, String path) {
        return list == ImednetResource.CODINGS && VALUES_OF_CODINGS.contains(path);
    }

    /** What a load needs a field for, which can only be kept then; empty for all other fields. */
    static Optional<String> neededFor(ImednetResource list, String path) {
        if (path.equals("studyKey")) {
            return Optional.of("rows are found again by their study");
        }
        if (path.equals(list.id())) {
            return Optional.of("the entities of " + list.path() + " are told apart by it");
        }
        if (list == ImednetResource.RECORDS && path.equals("formKey")) {
            return Optional.of("forms are selected by it, and rules by form decide by it");
        }
        return Optional.empty();
    }
}
