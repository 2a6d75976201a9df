package io.github.imednet.snowflake.kill;

import io.github.imednet.snowflake.kill.KillPoint.Moment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.FileOperations;
import org.apache.camel.component.file.GenericFileConfiguration;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileExist;
import org.apache.camel.component.file.GenericFileProducer;
import org.apache.camel.util.FileUtil;

/**
 * Camel's file component with points between its operations, which no step of a route shows: {@code store-file}
 * (before, amid, after), {@code append-file} (the same), {@code rename-file} (before and after).
 */
public final class KillableFileComponent extends FileComponent {

    private final KillSwitch killSwitch;

    public KillableFileComponent(KillSwitch killSwitch) {
        this.killSwitch = killSwitch;
    }

    @Override
    protected GenericFileEndpoint<File> buildFileEndpoint(
            String uri, String remaining, Map<String, Object> parameters) {
        File directory = new File(remaining);
        FileEndpoint endpoint = new Endpoint(uri, this);
        endpoint.setFile(directory);
        GenericFileConfiguration configuration = new GenericFileConfiguration();
        configuration.setDirectory(FileUtil.isAbsolute(directory) ? directory.getAbsolutePath() : directory.getPath());
        endpoint.setConfiguration(configuration);
        return endpoint;
    }

    private static final class Endpoint extends FileEndpoint {

        private final KillSwitch killSwitch;

        private Endpoint(String uri, KillableFileComponent component) {
            super(uri, component);
            this.killSwitch = component.killSwitch;
        }

        @Override
        public GenericFileProducer<File> createProducer() throws Exception {
            GenericFileProducer<File> producer = super.createProducer();
            producer.setOperations(new Operations(this, killSwitch));
            return producer;
        }
    }

    private static final class Operations extends FileOperations {

        private final FileEndpoint endpoint;
        private final KillSwitch killSwitch;

        private Operations(FileEndpoint endpoint, KillSwitch killSwitch) {
            super(endpoint);
            this.endpoint = endpoint;
            this.killSwitch = killSwitch;
        }

        @Override
        public boolean storeFile(String name, Exchange exchange, long size) {
            boolean append = endpoint.getFileExist() == GenericFileExist.Append;
            String step = append ? "append-file" : "store-file";
            killSwitch.pass(Moment.BEFORE, step);
            Path file = Path.of(name);
            byte[] before = append ? content(file) : new byte[0];
            boolean stored = super.storeFile(name, exchange, size);
            cut(file, before, step);
            killSwitch.pass(Moment.AFTER, step);
            return stored;
        }

        /** Shows the file for a moment as it is when a third of the content has been written. */
        private void cut(Path file, byte[] before, String step) {
            byte[] whole = content(file);
            write(file, Arrays.copyOf(whole, before.length + (whole.length - before.length) / 3));
            killSwitch.pass(Moment.AMID, step);
            write(file, whole);
        }

        @Override
        public boolean renameFile(String from, String to) {
            killSwitch.pass(Moment.BEFORE, "rename-file");
            boolean renamed = super.renameFile(from, to);
            killSwitch.pass(Moment.AFTER, "rename-file");
            return renamed;
        }

        private static byte[] content(Path file) {
            try {
                return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void write(Path file, byte[] content) {
            try {
                Files.write(file, content, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
