package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.ExportSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * What a study's rows depend on beside its records. Where it differs from that of the run before, all rows are made
 * anew.
 *
 * @param selection which of the study's records are exported; empty for all
 * @param layout how they are put into files
 * @param version of this tool
 */
public record SyncBasis(String selection, String layout, String version) {

    private static final String NOT_BUILT = "not built as a jar";

    public static SyncBasis of(ExportSettings settings) {
        String version = SyncBasis.class.getPackage().getImplementationVersion();
        return new SyncBasis(
                settings.selection().text(),
                "export.batch-size=" + settings.get(ExportKeys.BATCH_SIZE) + ", export.compression="
                        + settings.get(ExportKeys.COMPRESSION)
                        + ", export.stage-prefix=" + settings.get(ExportKeys.STAGE_PREFIX),
                version == null ? NOT_BUILT : version);
    }

    /** What is not as it was, in words. */
    public List<String> changesSince(SyncBasis before) {
        List<String> changes = new ArrayList<>();
        if (!selection.equals(before.selection)) {
            changes.add("the selection changed");
        }
        if (!layout.equals(before.layout)) {
            changes.add("the layout of the files changed from " + before.layout + " to " + layout);
        }
        if (!version.equals(before.version)) {
            changes.add("the version of this tool changed from " + before.version + " to " + version);
        }
        return changes;
    }
}
