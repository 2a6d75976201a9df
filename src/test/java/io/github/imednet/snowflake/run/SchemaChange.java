package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.source.Page;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** A customization gone wrong: the last record of each page loses its last column. */
public final class SchemaChange {

    public Page apply(Page page) {
        List<GenericRecord> records = new ArrayList<>(page.records());
        GenericRecord last = records.get(records.size() - 1);
        List<Schema.Field> fields = new ArrayList<>(last.getSchema().getFields());
        fields.remove(fields.size() - 1);
        Schema narrow = Schema.createRecord("Record", null, null, false);
        narrow.setFields(fields.stream().map(field -> new Schema.Field(field, field.schema())).toList());
        GenericRecord changed = new GenericData.Record(narrow);
        narrow.getFields().forEach(field -> changed.put(field.pos(), last.get(field.pos())));
        records.set(records.size() - 1, changed);
        return page.withRecords(records);
    }
}
