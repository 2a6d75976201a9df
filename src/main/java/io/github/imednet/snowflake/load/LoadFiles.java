package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.model.LoadFile;
import java.util.List;

/** Files that travel together: to a place on a stage, and from there by one COPY. */
public interface LoadFiles {

    StageFolder folder();

    /** One at least. */
    List<? extends LoadFile> files();

    default List<String> fileNames() {
        return files().stream().map(LoadFile::name).toList();
    }

    /** The files as objects in the storage of an external stage. */
    default List<StageObject> objects() {
        return files().stream()
                .map(file -> new StageObject(folder().objectKey(file.name()), file.path()))
                .toList();
    }
}
