package io.github.imednet.snowflake.doctor;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.doctor.CheckResult.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.camel.ExchangeProperty;

/** What an export needs of this machine. */
@RouteBean
public final class LocalChecks {

    /** Enough for the files of a large study, which are there until it is loaded. */
    private static final long ENOUGH_BYTES = 1L << 30;

    private final ExportSettings settings;

    public LocalChecks(ExportSettings settings) {
        this.settings = settings;
    }

    /** @throws ExportConfigurationException naming a directory, or a manifest, that cannot be written to */
    public void directories(
            @ExchangeProperty("check") String check, @ExchangeProperty("examination") Examination examination)
            throws IOException {
        requireWritable("export.state-dir", settings.get(ExportKeys.STATE_DIR));
        Path staging = settings.get(ExportKeys.LOCAL_STAGING_DIR);
        if (staging != null) {
            requireWritable("export.local-staging-dir", staging);
        }
        Path manifest = settings.get(ExportKeys.MANIFEST_PATH);
        if (manifest != null) {
            requireManifest(manifest.toAbsolutePath());
        }
        Path files = there(staging == null ? settings.get(ExportKeys.STATE_DIR) : staging);
        long free = Files.getFileStore(files).getUsableSpace();
        examination.found(check, free < ENOUGH_BYTES ? State.WARNING : State.OK, String.format(Locale.ROOT,
                "%s can be written to, %,d MB are free%s", files, free >> 20,
                free < ENOUGH_BYTES ? ": the files of a run are there until they are loaded" : ""));
    }

    private static void requireWritable(String key, Path directory) {
        Path there = there(directory);
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            throw new ExportConfigurationException(List.of(key + ": " + there + " cannot be written to"));
        }
    }

    /** One that is there is read as well: each line is chained to the one before it. */
    private static void requireManifest(Path manifest) {
        String key = ExportKeys.MANIFEST_PATH.key();
        if (Files.notExists(manifest)) {
            requireWritable(key, manifest);
        } else if (Files.isDirectory(manifest) || !Files.isReadable(manifest) || !Files.isWritable(manifest)) {
            throw new ExportConfigurationException(
                    List.of(key + ": " + manifest + " is not a file that can be read and written"));
        }
    }

    /** The directory, or the nearest above it that is there: what is missing is made by an export. */
    private static Path there(Path directory) {
        Path there = directory.toAbsolutePath();
        while (Files.notExists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }
}
