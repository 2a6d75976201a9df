package io.github.imednet.snowflake;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.util.FileUtil;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Servers and files of tests, registered with {@code @RegisterExtension}: in a static field they are there for all
 * tests of the class together, else anew for each.
 */
public abstract class Fixture
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private boolean ofClass;
    private boolean started;
    private Path directory;

    /** @param directory is empty, and removed afterwards */
    protected abstract void start(Path directory) throws Exception;

    protected abstract void stop() throws Exception;

    @Override
    public final void beforeAll(ExtensionContext context) throws Exception {
        ofClass = true;
        start();
    }

    @Override
    public final void beforeEach(ExtensionContext context) throws Exception {
        if (!ofClass) {
            start();
        }
    }

    @Override
    public final void afterEach(ExtensionContext context) throws Exception {
        if (!ofClass) {
            end();
        }
    }

    @Override
    public final void afterAll(ExtensionContext context) throws Exception {
        if (ofClass) {
            end();
        }
    }

    private void start() throws Exception {
        directory = Files.createTempDirectory("tests-");
        start(directory);
        started = true;
    }

    private void end() throws Exception {
        try {
            if (started) {
                stop();
            }
        } finally {
            FileUtil.removeDir(directory.toFile());
        }
    }
}
