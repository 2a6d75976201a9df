package io.github.imednet.snowflake.views;

import io.github.imednet.snowflake.source.ResourcePage;
import io.github.imednet.snowflake.source.ResourcePass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The reading of a study's dictionary: the list of its forms, then that of its variables. */
public final class DictionaryReading {

    private final ResourcePass formPass;
    private final ResourcePass variablePass;
    private final List<Map<String, Object>> forms = new ArrayList<>();
    private final List<Map<String, Object>> variables = new ArrayList<>();
    private boolean formsAreRead;

    DictionaryReading(ResourcePass formPass, ResourcePass variablePass) {
        this.formPass = formPass;
        this.variablePass = variablePass;
    }

    public boolean hasNext() {
        return variablePass.hasNext();
    }

    /** The pass whose next page is to be read. */
    public ResourcePass pass() {
        return formPass.hasNext() ? formPass : variablePass;
    }

    /** Takes the page that the pass asked for. */
    void take(ResourcePage page) {
        (formsAreRead ? variables : forms).addAll(page.entities());
        formsAreRead |= page.last();
    }

    StudyDictionary dictionary() {
        return StudyDictionary.of(forms, variables);
    }
}
