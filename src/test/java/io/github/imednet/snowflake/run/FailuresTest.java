package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.journal.StateDirectory;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailuresTest {

    @Test
    void whatTheTypeOrTheCauseOfAFailureSaysIsInItsReason() {
        assertThat(Failures.reason(new UnknownHostException("api.example")))
                .isEqualTo("the host is not known (api.example): check the address in the settings, and the network");
        assertThat(Failures.reason(new ConnectException("Connection refused")))
                .isEqualTo("Connection refused: check the address in the settings, and the network");
        assertThat(Failures.reason(new NoSuchFileException("kept"))).isEqualTo("kept: no such file or directory");
        assertThat(Failures.reason(new AccessDeniedException("kept"))).isEqualTo("kept: access is denied");
        assertThat(Failures.reason(new GenericFileOperationFailedException(
                        "Cannot store file: kept/a.parquet", new IOException("No space left on device"))))
                .isEqualTo("Cannot store file: kept/a.parquet: No space left on device");
        assertThat(Failures.reason(new IOException("as it is"))).isEqualTo("as it is");
    }

    @Test
    void aBatchThatFailedSaysWhy() {
        assertThat(new ExportBatchException("S/records/0", 4, new UnknownHostException("api.example")))
                .hasMessageStartingWith(
                        "Batch S/records/0 failed after 4 attempts: the host is not known (api.example)");
    }

    @Test
    void aLoadThatFailedSaysHowManyFilesItHas() {
        assertThat(new ExportBatchException("S/records/0", 100, 1, new IOException("why")))
                .hasMessage("A load of 100 files, the first one of batch S/records/0, failed after 1 attempt: why");
    }

    @Test
    void aStateDirectoryThatCannotBeMadeIsABadSetting(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> new StateDirectory(file).begin("run"))
                .isInstanceOf(ExportConfigurationException.class)
                .hasMessageStartingWith("export.state-dir: the folder " + file.resolve("runs") + " cannot be made");
    }
}
