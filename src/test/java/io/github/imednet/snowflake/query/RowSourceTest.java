package io.github.imednet.snowflake.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows whose reading ends otherwise than with an exception. */
class RowSourceTest {

    @Test
    void anErrorInTheDriverEndsTheWaitForRows() throws Exception {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        PreparedStatement statement = connection.prepareStatement("SELECT 1");
        BatchQueue queue = new BatchQueue(1, Long.MAX_VALUE);
        List<RowSource> closed = new ArrayList<>();
        RowSource source = new RowSource(
                connection, statement, failing(statement.executeQuery()), List.of(), queue, closed::add);
        source.start();

        try (QueryRows rows = new QueryRows(List.of(), "query", queue, source::close)) {
            assertThatExceptionOfType(QueryException.class)
                    .isThrownBy(rows::hasNext)
                    .withMessageContaining("could not be read")
                    .withCauseInstanceOf(NoClassDefFoundError.class);
        }
        assertThat(closed).containsExactly(source);
        assertThat(connection.isClosed()).isTrue();
    }

    /** The result of a driver that lacks one of its classes. */
    private static ResultSet failing(ResultSet result) {
        return (ResultSet) Proxy.newProxyInstance(
                RowSourceTest.class.getClassLoader(), new Class<?>[] {ResultSet.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("next")) {
                        throw new NoClassDefFoundError("net/example/Missing");
                    }
                    try {
                        return method.invoke(result, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
