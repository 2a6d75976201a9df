package io.github.imednet.snowflake.load;

import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.component.jdbc.DefaultConnectionStrategy;
import org.apache.camel.component.jdbc.JdbcEndpoint;
import org.apache.camel.component.jdbc.JdbcProducer;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/**
 * Gives camel-jdbc the session of the exchange, which its own connection strategies are not told of: it is asked for a
 * producer for each statement.
 */
final class SnowflakeJdbcEndpoint extends JdbcEndpoint {

    SnowflakeJdbcEndpoint(String uri, SnowflakeJdbcComponent component) {
        super(uri, component, null);
        setResetAutoCommit(false); // costs three more statements, and ends transactions
    }

    @Override
    public Producer createProducer() {
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) throws Exception {
                producer(SnowflakeSession.of(exchange)).process(exchange);
            }
        };
    }

    private JdbcProducer producer(@Nullable SnowflakeSession session) throws Exception {
        return session == null
                ? new JdbcProducer(this, pool(), new DefaultConnectionStrategy(), getReadSize(), getParameters())
                : new JdbcProducer(this, null, session, getReadSize(), getParameters());
    }

    private DataSource pool() {
        return CamelContextHelper.mandatoryLookup(getCamelContext(), getDataSourceName(), DataSource.class);
    }
}
