package io.github.imednet.snowflake.batch;

import io.github.imednet.snowflake.config.RouteBean;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Body;
import org.apache.camel.Exchange;

/** Puts slices of pages together to batches. */
@RouteBean
public final class BatchAggregation implements AggregationStrategy {

    @Override
    public Exchange aggregate(Exchange group, Exchange arrived) {
        RecordSlice slice = arrived.getMessage().getBody(RecordSlice.class);
        if (group == null) {
            arrived.getMessage().setBody(new RecordBatch(slice));
            return arrived;
        }
        group.getMessage().getBody(RecordBatch.class).add(slice);
        return group;
    }

    public boolean isComplete(@Body RecordBatch batch) {
        return batch.isComplete();
    }
}
