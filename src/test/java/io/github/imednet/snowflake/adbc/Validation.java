package io.github.imednet.snowflake.adbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.arrow.adbc.driver.testsuite.SqlValidationQuirks;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * A local Snowflake for one of ADBC's suites. That the tests of {@link Differences} still fail, and how, is verified:
 * one that passes is to leave that list, and the one in {@code docs/evidence/adbc-suites.md}.
 */
final class Validation implements BeforeAllCallback, AfterAllCallback, InvocationInterceptor {

    private final Consumer<SqlValidationQuirks> suite;
    private Path directory;
    private LocalDatabase snowflake;

    /** @param suite is told of the server by its quirks */
    Validation(Consumer<SqlValidationQuirks> suite) {
        this.suite = suite;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        directory = Files.createTempDirectory("imednet-adbc-");
        snowflake = new LocalDatabase(directory);
        suite.accept(new Quirks(snowflake));
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        String failure = Differences.FAILURES.get(method.getExecutable().getName());
        if (failure == null) {
            invocation.proceed();
        } else {
            assertThatThrownBy(invocation::proceed).hasMessageContaining(failure);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        snowflake.close();
        try (Stream<Path> inside = Files.walk(directory)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
