package io.github.imednet.snowflake.local.imednet;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;

/** The sample study as its designers made it, read from {@code sample-study.json}. */
record SampleDesign(List<Site> sites, List<Stage> schedule, List<Form> forms, List<Keyword> keywords,
        List<User> users) {

    static final String STUDY_KEY = "SAMPLE";

    record Site(String name, String status) {}

    /** Forms that are filled in on a day: at the visit of an interval, or as a log if it has none. */
    record Stage(String interval, int day, List<String> forms) {}

    /** @param parent the form whose latest record of the subject is the parent of this form's records, if any */
    record Form(String key, String name, String type, String parent, List<Variable> variables) {}

    /**
     * A question.
     *
     * @param values what is answered, for all types but numbers and dates
     * @param codes the dictionary's term for each of the values, if the variable is coded
     * @param low the least number in units of the last decimal; of a date, the least days before the record
     * @param as how a number is written if not as a JSON number: as {@code text}, or {@code mixed}; or {@code many}
     *     for a checkbox with several values
     */
    record Variable(String name, String label, String type, List<String> values, List<String> codes, int low, int high,
            int decimals, String as, boolean required) {}

    record Keyword(String name, String key) {}

    record User(String login, String firstName, String lastName, boolean active, List<String> roles) {}

    static SampleDesign load() {
        try (InputStream json = SampleDesign.class.getResourceAsStream("sample-study.json")) {
            return new ObjectMapper().readValue(json, SampleDesign.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the sample study's design cannot be read", e);
        }
    }

    List<Stage> visits() {
        return schedule.stream().filter(stage -> stage.interval() != null).toList();
    }

    int formIndex(String key) {
        return IntStream.range(0, forms.size())
                .filter(index -> forms.get(index).key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no form " + key));
    }

    long siteId(int site) {
        return 5001 + site;
    }

    long formId(int form) {
        return 3001 + form;
    }

    long intervalId(int interval) {
        return 11 + interval;
    }
}
