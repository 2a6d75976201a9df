package io.github.imednet.snowflake.local.snowflake.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.imednet.snowflake.local.snowflake.engine.FileTransfer;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import java.nio.file.Path;

/**
 * Tells the driver which files to copy from or to a stage: either its directory, which both sides can reach, or the
 * addresses of its files, of which a PUT has one for each file that the driver asks for, or a token for all of them.
 */
final class TransferAnswer {

    private static final long LARGE_FILE_BYTES = 209_715_200;

    private TransferAnswer() {}

    /** @param directory the stage's directory, which the driver is to write to and read from itself */
    static Answer ofDirectory(Execution execution, FileTransfer transfer, Path directory) {
        return Answers.success(data(execution, transfer, stageInfo("LOCAL_FS", directory.toString())));
    }

    /** @param server the address that the client has of this server */
    static Answer ofAddresses(
            Execution execution, FileTransfer transfer, Path directory, StageEndpoint stages, String server) {
        ObjectNode stage = stageInfo("GCS", "stages/" + directory.getFileName() + '/');
        if (transfer.upload()) {
            String source = transfer.sources().get(0);
            Path file = directory.resolve(
                    source.substring(Math.max(source.lastIndexOf('/'), source.lastIndexOf('\\')) + 1));
            stage.put("presignedUrl", stages.address(server, "PUT", file));
        }
        ObjectNode data = data(execution, transfer, stage);
        if (!transfer.upload()) {
            ArrayNode addresses = data.putArray("presignedUrls");
            transfer.sources().forEach(path -> addresses.add(stages.address(server, "GET", directory.resolve(path))));
        }
        return Answers.success(data);
    }

    /** The same with a token for all files of the directory, whose addresses the client makes. */
    static Answer ofToken(
            Execution execution, FileTransfer transfer, Path directory, StageEndpoint stages, String server) {
        ObjectNode stage = stageInfo("GCS", stages.location(directory));
        stage.putObject("creds").put("GCS_ACCESS_TOKEN", stages.token(directory));
        stage.put("endPoint", server);
        return Answers.success(data(execution, transfer, stage));
    }

    private static ObjectNode data(Execution execution, FileTransfer transfer, ObjectNode stage) {
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
        data.set("stageInfo", stage);
        if (transfer.upload()) {
            data.putNull("encryptionMaterial");
        } else {
            data.put("localLocation", transfer.clientDirectory());
            data.putArray("encryptionMaterial");
        }
        return data;
    }

    private static ObjectNode stageInfo(String type, String location) {
        ObjectNode stage = Answers.object();
        stage.put("locationType", type);
        stage.put("location", location);
        stage.putObject("creds");
        stage.put("region", "");
        stage.putNull("storageAccount");
        stage.putNull("endPoint");
        stage.putNull("presignedUrl");
        stage.put("isClientSideEncrypted", false);
        return stage;
    }
}
