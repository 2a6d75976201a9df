package io.github.imednet.snowflake.local.imednet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The sample's entities that do not grow with the number of records: the study's design and its users. */
final class SampleLists {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CREATED = "2023-01-02 09:00:00";
    private static final String MODIFIED = "2023-01-05 16:20:10";

    private final SampleDesign design;

    SampleLists(SampleDesign design) {
        this.design = design;
    }

    Rows studies() {
        Map<String, Object> study = new LinkedHashMap<>();
        study.put("sponsorKey", "100");
        study.put("studyKey", SampleDesign.STUDY_KEY);
        study.put("studyId", 100);
        study.put("studyName", "Sample Study");
        study.put("studyDescription", "A made-up study, \"built in\"");
        study.put("studyType", "STUDY");
        return rows(List.of(dated(study)));
    }

    Rows sites() {
        List<Map<String, Object>> sites = new ArrayList<>();
        for (SampleDesign.Site site : design.sites()) {
            Map<String, Object> entity = entity();
            entity.put("siteId", design.siteId(sites.size()));
            entity.put("siteName", site.name());
            entity.put("siteEnrollmentStatus", site.status());
            sites.add(dated(entity));
        }
        return rows(sites);
    }

    Rows forms() {
        List<Map<String, Object>> forms = new ArrayList<>();
        for (SampleDesign.Form form : design.forms()) {
            Map<String, Object> entity = entity();
            entity.put("formId", design.formId(forms.size()));
            entity.put("formKey", form.key());
            entity.put("formName", form.name());
            entity.put("formType", form.type());
            entity.put("revision", 1 + forms.size() % 4);
            for (String attribute : List.of("embeddedLog", "enforceOwnership", "userAgreement", "subjectRecordReport",
                    "unscheduledVisit", "otherForms", "eproForm", "allowCopy")) {
                entity.put(attribute, attribute.equals("allowCopy"));
            }
            entity.put("disabled", false);
            forms.add(dated(entity));
        }
        return rows(forms);
    }

    Rows intervals() {
        List<Map<String, Object>> intervals = new ArrayList<>();
        for (SampleDesign.Stage stage : design.visits()) {
            boolean first = intervals.isEmpty();
            Map<String, Object> entity = entity();
            entity.put("intervalId", design.intervalId(intervals.size()));
            entity.put("intervalName", stage.interval());
            entity.put("intervalDescription", stage.interval() + ", day " + stage.day());
            entity.put("intervalSequence", 10 * (intervals.size() + 1));
            entity.put("intervalGroupId", 10);
            entity.put("intervalGroupName", "Scheduled");
            entity.put("disabled", false);
            dated(entity);
            entity.put("timeline", first ? "None" : "Start Date End Date");
            entity.put("definedUsingInterval", first ? null : "Screening");
            entity.put("windowCalculationForm", first ? null : "Demographics");
            entity.put("windowCalculationDate", first ? null : "icdat");
            entity.put("actualDateForm", "Vital Signs");
            entity.put("actualDate", "vsdat");
            entity.put("dueDateWillBeIn", first ? null : stage.day());
            entity.put("negativeSlack", first ? null : 3);
            entity.put("positiveSlack", first ? null : 7);
            entity.put("eproGracePeriod", first ? null : 2);
            entity.put("forms", stage.forms().stream().distinct().map(this::formReference).toList());
            intervals.add(entity);
        }
        return rows(intervals);
    }

    Rows variables() {
        List<Map<String, Object>> variables = new ArrayList<>();
        for (SampleDesign.Form form : design.forms()) {
            int sequence = 1;
            for (SampleDesign.Variable variable : form.variables()) {
                variables.add(variable(form, variable, 9001 + variables.size(), sequence++));
            }
        }
        return rows(variables);
    }

    Rows users() {
        List<Map<String, Object>> users = new ArrayList<>();
        for (SampleDesign.User user : design.users()) {
            Map<String, Object> entity = new LinkedHashMap<>();
            entity.put("userId", uuid("user " + user.login()));
            entity.put("login", user.login());
            entity.put("firstName", user.firstName());
            entity.put("lastName", user.lastName());
            entity.put("email", "user" + (users.size() + 1) + "@example.test");
            entity.put("userActiveInStudy", user.active());
            List<Map<String, Object>> roles = new ArrayList<>();
            user.roles().forEach(role -> roles.add(role(role, roles.size() + 1, user.active())));
            entity.put("roles", roles);
            users.add(entity);
        }
        return rows(users);
    }

    Rows jobs() {
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("jobId", uuid("job"));
        job.put("batchId", "sample-batch");
        job.put("state", "completed");
        job.put("dateCreated", "2023-02-01 10:00:00");
        job.put("dateStarted", "2023-02-01 10:00:06");
        job.put("dateFinished", "2023-02-01 10:00:09");
        return rows(List.of(job));
    }

    private Map<String, Object> variable(SampleDesign.Form form, SampleDesign.Variable variable, int id, int sequence) {
        Map<String, Object> entity = entity();
        entity.put("variableId", id);
        entity.put("variableType", variable.type());
        entity.put("variableName", variable.name());
        entity.put("sequence", sequence);
        entity.put("revision", 1);
        entity.put("disabled", false);
        dated(entity);
        entity.putAll(formReference(form.key()));
        entity.put("variableOid", form.key() + "." + sequence);
        entity.put("deleted", false);
        entity.put("label", variable.label());
        entity.put("blinded", variable.name().equals("exlot"));
        return entity;
    }

    private Map<String, Object> formReference(String key) {
        int form = design.formIndex(key);
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("formId", design.formId(form));
        reference.put("formKey", key);
        reference.put("formName", design.forms().get(form).name());
        return reference;
    }

    private static Map<String, Object> role(String name, int community, boolean active) {
        Map<String, Object> role = new LinkedHashMap<>();
        role.put("dateCreated", List.of(2023, 1, 2, 9, 0, 0, 625_000_000));
        role.put("dateModified", List.of(2023, 1, 2, 9, 0));
        role.put("roleId", uuid("role " + name));
        role.put("communityId", community);
        role.put("name", name);
        role.put("description", name + " role");
        role.put("level", 1);
        role.put("type", "Study");
        role.put("inactive", !active);
        return role;
    }

    private static Map<String, Object> entity() {
        Map<String, Object> entity = new LinkedHashMap<>();
        entity.put("studyKey", SampleDesign.STUDY_KEY);
        return entity;
    }

    private static Map<String, Object> dated(Map<String, Object> entity) {
        entity.put("dateCreated", CREATED);
        entity.put("dateModified", MODIFIED);
        return entity;
    }

    private static String uuid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static Rows rows(List<Map<String, Object>> entities) {
        List<byte[]> rows = new ArrayList<>();
        try {
            for (Map<String, Object> entity : entities) {
                rows.add(JSON.writeValueAsBytes(entity));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of text and numbers can always be written", e);
        }
        return new ListRows(rows);
    }
}
