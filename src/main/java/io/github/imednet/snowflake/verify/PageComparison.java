package io.github.imednet.snowflake.verify;

import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.load.RecordRows;
import io.github.imednet.snowflake.model.EntityList;
import io.github.imednet.snowflake.source.Page;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;

/** Compares the records of a page with the table's rows in the page's range of ids, column by column. */
@RouteBean
public final class PageComparison {

    private final RecordRows recordRows;

    public PageComparison(RecordRows recordRows) {
        this.recordRows = recordRows;
    }

    /** @param rows the rows, one by one, in any order */
    public RecordTally compare(
            @Body Page page,
            @Variable("rows") Iterator<Map<String, Object>> rows,
            @ExchangeProperty("run") Verification verification) {
        EntityList list = EntityList.of(verification.resource());
        RecordValues texts = verification.values();
        RecordTally tally = new RecordTally();
        Map<String, String[]> records = new LinkedHashMap<>();
        for (GenericRecord record : page.records()) {
            String[] values = texts.ofRecord(record);
            records.put(texts.recordId(values), values);
            tally.api.add(values);
            tally.expected++;
        }
        Set<String> found = new HashSet<>();
        while (rows.hasNext()) {
            compare(tally, records, found, texts.ofRow(recordRows.values(rows.next(), list)), texts);
        }
        for (String id : records.keySet()) {
            if (!found.contains(id)) {
                tally.missing++;
                name(tally, id, "is not in the table");
            }
        }
        return tally;
    }

    private static void compare(
            RecordTally tally,
            Map<String, String[]> records,
            Set<String> found,
            String[] row,
            RecordValues texts) {
        tally.table.add(row);
        String id = texts.recordId(row);
        String[] record = records.get(id);
        if (record == null) {
            tally.surplus++;
            tally.differences.add(Difference.ofSurplus(id));
        } else if (!found.add(id)) {
            tally.doubled++;
            name(tally, id, "is in the table once more");
        } else {
            List<String> columns = texts.differing(record, row);
            if (columns.isEmpty()) {
                tally.equal++;
            } else {
                tally.different++;
                tally.differences.add(Difference.ofRecord(id, columns));
            }
        }
    }

    private static void name(RecordTally tally, String id, String problem) {
        tally.differences.add(Difference.ofId(Difference.Kind.RECORD, id, "record " + id + ' ' + problem));
    }
}
