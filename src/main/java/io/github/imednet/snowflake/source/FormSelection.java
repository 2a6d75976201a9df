package io.github.imednet.snowflake.source;

import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.RecordSelection;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.model.RecordColumn;
import org.apache.avro.generic.GenericRecord;
import org.apache.camel.Body;

/** Leaves out records of forms that are not wanted, where the API could not be asked to. */
@RouteBean
public final class FormSelection {

    private final RecordSelection selection;

    public FormSelection(ExportSettings settings) {
        this.selection = settings.selection();
    }

    /** @return the page with records of the wanted forms only */
    public Page pick(@Body Page page) {
        return selection.forms().isEmpty() || page.request().resource() != ImednetResource.RECORDS
                ? page
                : page.withRecords(page.records().stream().filter(this::isWanted).toList());
    }

    private boolean isWanted(GenericRecord record) {
        return selection.hasForm(String.valueOf(record.get(RecordColumn.FORM_KEY.ordinal())));
    }
}
