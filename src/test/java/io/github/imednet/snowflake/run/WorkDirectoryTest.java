package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.JavaProcess;
import io.github.imednet.snowflake.batch.WorkDirectory;
import io.github.imednet.snowflake.local.imednet.StudyData;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs leave in a staging directory that others use too. */
class WorkDirectoryTest {

    @TempDir
    private Path staging;

    @Test
    void aRunsPartIsItsOwnersAloneAndGoesWithTheRun() throws Exception {
        try (WorkDirectory work = WorkDirectory.open(staging, "run", "one")) {
            Files.writeString(work.path().resolve("half"), "rows");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(work.path())))
                    .isEqualTo("rwx------");
        }

        assertThat(staging).isEmptyDirectory();
    }

    @Test
    void whatARunOfThisProcessHasStays() throws Exception {
        try (WorkDirectory one = WorkDirectory.open(staging, "run", "one");
                WorkDirectory other = WorkDirectory.open(staging, "run", "other")) {
            assertThat(one.path()).isDirectory();
            assertThat(other.path()).isDirectory();
        }
        assertThat(staging).isEmptyDirectory();
    }

    /** The second one to open here has looked at the first one's lock, which must not release it. */
    @Test
    void whatThisProcessHasStaysWhenAnotherOneBegins() throws Exception {
        try (WorkDirectory one = WorkDirectory.open(staging, "run", "one");
                WorkDirectory two = WorkDirectory.open(staging, "run", "two")) {
            Files.writeString(one.path().resolve("half"), "rows");
            Files.writeString(two.path().resolve("half"), "rows");
            Process other = holder();
            try (BufferedReader output = other.inputReader()) {
                assertThat(output.readLine()).isEqualTo("ready");
            } finally {
                other.destroyForcibly().waitFor();
            }

            assertThat(one.path().resolve("half")).exists();
            assertThat(two.path().resolve("half")).exists();
        }
    }

    @Test
    void whatAnotherProcessHasStaysUntilItIsKilled() throws Exception {
        Process holder = holder();
        try (BufferedReader output = holder.inputReader()) {
            assertThat(output.readLine()).isEqualTo("ready");
            WorkDirectory.open(staging, "run", "mine").close();
            assertThat(staging.resolve(".run-other/half")).exists();

            holder.destroyForcibly().waitFor();
            WorkDirectory.open(staging, "run", "mine").close();
            assertThat(staging).isEmptyDirectory();
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void anExportRemovesWhatAKilledOneLeftInAGivenDirectoryAndKeepsItsFiles() throws Exception {
        Path left = Files.createDirectories(staging.resolve("kept/.run-killed/upload-1"));
        Files.writeString(left.resolve("whole.parquet"), "rows");
        Files.writeString(staging.resolve("kept/.run-killed.lock"), "");
        Files.writeString(staging.resolve("kept/mine.txt"), "not of an export");
        try (LocalServers servers = new LocalServers(staging.resolve("snowflake"), StudyData.sample(700))) {
            servers.export("SAMPLE", Map.of("export.local-staging-dir", staging.resolve("kept").toString()));
        }

        try (Stream<Path> files = Files.list(staging.resolve("kept"))) {
            List<String> names = files.map(file -> file.getFileName().toString()).sorted().toList();
            assertThat(names).hasSize(3).last().isEqualTo("mine.txt");
            assertThat(names.subList(0, 2)).allSatisfy(name -> assertThat(name).endsWith(".parquet"));
        }
    }

    private Process holder() throws IOException {
        List<String> command = JavaProcess.command(List.of(), Holder.class.getName());
        command.add(staging.toString());
        return new ProcessBuilder(command).start();
    }

    /** Has a part until it is killed. */
    static final class Holder {

        public static void main(String[] arguments) throws IOException {
            WorkDirectory work = WorkDirectory.open(Path.of(arguments[0]), "run", "other");
            Files.writeString(work.path().resolve("half"), "rows");
            System.out.println("ready");
            System.in.read();
        }
    }
}
