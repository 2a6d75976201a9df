package io.github.imednet.snowflake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteFilesTest {

    @TempDir
    private Path directory;

    @Test
    void withoutAFolderTheBuiltInRoutesRun() throws Exception {
        assertThat(RouteFiles.in(directory.resolve("missing")))
                .isEqualTo(new RouteFiles("classpath:META-INF/imednet-snowflake/routes/*.camel.yaml", ""));
    }

    @Test
    void aFileOfTheFolderTakesThePlaceOfTheBuiltInOneOfItsName() throws Exception {
        Files.createFile(directory.resolve("customize-page.camel.yaml"));
        Files.createFile(directory.resolve("notes.txt"));

        RouteFiles files = RouteFiles.in(directory);

        assertThat(files.include())
                .isEqualTo("classpath:META-INF/imednet-snowflake/routes/*.camel.yaml,file:"
                        + directory.toAbsolutePath() + "/customize-page.camel.yaml");
        assertThat(files.exclude().split(","))
                .containsExactly(
                        "**/META-INF/imednet-snowflake/routes/customize-page.camel.yaml",
                        "classpath:META-INF/imednet-snowflake/routes/customize-page.camel.yaml");
    }
}
