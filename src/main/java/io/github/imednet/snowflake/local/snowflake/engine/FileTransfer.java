package io.github.imednet.snowflake.local.snowflake.engine;

import java.nio.file.Path;
import java.util.List;

/**
 * Where the driver is to copy files for PUT (client to stage) or GET (stage to client), see section 8 of Snowflake's
 * wire protocol: the stages are of the kind LOCAL_FS, so the driver itself moves the bytes.
 *
 * @param upload true for PUT, false for GET
 * @param sources for PUT the path of the command, unquoted and with wildcards as it stands; for GET names below the
 *     stage directory
 * @param stageDirectory the absolute directory of the stage and prefix; existing
 * @param clientDirectory for GET the directory named in the command, else null
 * @param sourceCompression lower case, {@code auto_detect} unless the command says otherwise
 */
public record FileTransfer(
        boolean upload,
        List<String> sources,
        Path stageDirectory,
        String clientDirectory,
        boolean autoCompress,
        boolean overwrite,
        String sourceCompression,
        int parallel) {}
