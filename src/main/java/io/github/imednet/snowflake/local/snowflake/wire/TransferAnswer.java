package io.github.imednet.snowflake.local.snowflake.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.imednet.snowflake.local.snowflake.engine.FileTransfer;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import java.nio.file.Path;

/** Tells the driver which files to copy from or to a stage, which is a directory that both sides can reach. */
final class TransferAnswer {

    private static final long LARGE_FILE_BYTES = 209_715_200;

    private TransferAnswer() {}

    /** @param directory the stage's directory */
    static Answer of(Execution execution, FileTransfer transfer, Path directory) {
        ObjectNode data = Answers.object();
        StatementType type = transfer.upload() ? StatementType.PUT : StatementType.GET;
        data.put("queryId", execution.queryId());
        data.put("statementTypeId", type.id());
        data.put("operation", "Node");
        data.put("command", transfer.upload() ? "UPLOAD" : "DOWNLOAD");
        ArrayNode sources = data.putArray("src_locations");
        transfer.sources().forEach(sources::add);
        data.put("parallel", transfer.parallel());
        data.put("threshold", LARGE_FILE_BYTES);
        data.put("autoCompress", transfer.autoCompress());
        data.put("overwrite", transfer.overwrite());
        data.put("sourceCompression", transfer.sourceCompression());
        data.put("clientShowEncryptionParameter", true);
        data.set("stageInfo", stageInfo(directory));
        if (transfer.upload()) {
            data.putNull("encryptionMaterial");
        } else {
            data.put("localLocation", transfer.clientDirectory());
            data.putArray("encryptionMaterial");
        }
        return Answers.success(data);
    }

    private static ObjectNode stageInfo(Path directory) {
        ObjectNode stage = Answers.object();
        stage.put("locationType", "LOCAL_FS");
        stage.put("location", directory.toString());
        stage.putObject("creds");
        stage.putNull("region");
        stage.putNull("storageAccount");
        stage.putNull("endPoint");
        stage.putNull("presignedUrl");
        stage.put("isClientSideEncrypted", false);
        return stage;
    }
}
