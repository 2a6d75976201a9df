package io.github.imednet.snowflake.local.imednet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** A study in a folder, one file per endpoint. */
final class StudyFolder extends StudyData {

    private final Map<Resource, FileRows> files = new EnumMap<>(Resource.class);

    private StudyFolder() {}

    static StudyFolder open(Path folder) throws IOException {
        if (!Files.exists(file(folder, Resource.STUDIES))) {
            throw new NoSuchFileException(file(folder, Resource.STUDIES).toString(), null,
                    "a study's folder has at least this file");
        }
        StudyFolder study = new StudyFolder();
        for (Resource resource : Resource.values()) {
            if (Files.exists(file(folder, resource))) {
                study.files.put(resource, FileRows.open(file(folder, resource), resource.id()));
            }
        }
        return study;
    }

    @Override
    Rows rows(Resource resource) {
        Rows rows = files.get(resource);
        return rows == null ? ListRows.NONE : rows;
    }

    @Override
    public void close() {
        files.clear();
    }

    private static Path file(Path folder, Resource resource) {
        return folder.resolve(resource.path() + ".ndjson.gz");
    }
}
