package io.github.imednet.snowflake.storage;

import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.model.StagedFile;
import org.apache.camel.Body;

/** Where in its bucket or container a file is written, so that the stage has it at its prefix. */
@RouteBean
public final class StagedObject {

    private final ExportSettings settings;

    public StagedObject(ExportSettings settings) {
        this.settings = settings;
    }

    /** The object's key: path of the stage in the bucket, prefix inside the stage, and the file's name. */
    public String key(@Body StagedFile file) {
        return folder(settings.objectStorage().pathPrefix()) + folder(settings.stagePrefix()) + file.name();
    }

    private static String folder(String path) {
        return path.isEmpty() ? "" : path + '/';
    }
}
