package io.github.imednet.snowflake.views;

import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.source.ResourcePage;
import io.github.imednet.snowflake.source.ResourcePass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The reading of a study's dictionary: the list of its forms, then that of its variables. */
public final class DictionaryReading {

    private final Function<ImednetResource, ResourcePass> newPass;
    private final List<Map<String, Object>> forms = new ArrayList<>();
    private final List<Map<String, Object>> variables = new ArrayList<>();
    private ResourcePass formPass;
    private ResourcePass variablePass;
    private boolean formsAreRead;
    private int passes = 1;

    /** @param newPass begins to read one of the two lists */
    DictionaryReading(Function<ImednetResource, ResourcePass> newPass) {
        this.newPass = newPass;
        this.formPass = newPass.apply(ImednetResource.FORMS);
        this.variablePass = newPass.apply(ImednetResource.VARIABLES);
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

    /** Forgets what was read: a form's variables are to be those of the form as it was read. */
    void beginAgain() {
        forms.clear();
        variables.clear();
        formsAreRead = false;
        formPass = newPass.apply(ImednetResource.FORMS);
        variablePass = newPass.apply(ImednetResource.VARIABLES);
        passes++;
    }

    int passes() {
        return passes;
    }

    StudyDictionary dictionary() {
        return StudyDictionary.of(forms, variables);
    }
}
