package io.github.imednet.snowflake.load;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * camel-jdbc for Snowflake: {@code snowflake-jdbc:POOL}, with camel-jdbc's options. A statement goes to the session of
 * its exchange, see {@link SnowflakeSession}; without one it takes a session from the pool, the DataSource of that name
 * in the registry, which need not be there otherwise.
 */
public final class SnowflakeJdbcComponent extends DefaultComponent {

    /** The scheme of its endpoints. */
    public static final String NAME = "snowflake-jdbc";

    @Override
    protected Endpoint createEndpoint(String uri, String pool, Map<String, Object> parameters) throws Exception {
        SnowflakeJdbcEndpoint endpoint = new SnowflakeJdbcEndpoint(uri, this);
        endpoint.setDataSourceName(pool);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
