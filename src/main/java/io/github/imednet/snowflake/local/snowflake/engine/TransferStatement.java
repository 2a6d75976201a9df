package io.github.imednet.snowflake.local.snowflake.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * PUT or GET: tells the driver where to copy files to or from.
 *
 * @param clientPath what the command names after {@code file://}, as it stands
 */
record TransferStatement(
        boolean upload,
        String clientPath,
        StageReference stage,
        boolean autoCompress,
        boolean overwrite,
        String sourceCompression,
        int parallel,
        String pattern)
        implements Statement {

    private static final String FILE = "file://";

    /** As Snowflake documents them for PUT; it has none for Parquet, which the driver finds out by itself. */
    private static final Set<String> SOURCE_COMPRESSIONS =
            Set.of("AUTO_DETECT", "GZIP", "BZ2", "BROTLI", "ZSTD", "DEFLATE", "RAW_DEFLATE", "NONE");

    private static final int DEFAULT_PARALLEL_PUT = 4;
    private static final int DEFAULT_PARALLEL_GET = 10;

    /** Reads the command from its text: a path without quotes may look like a comment. */
    static TransferStatement parse(String sql, SessionParameters parameters, List<Binding> bindings)
            throws SqlFailure {
        ArgumentReader arguments = new ArgumentReader(sql);
        boolean upload = arguments.next().equalsIgnoreCase("PUT");
        String first = bound(arguments.next(), bindings);
        String second = bound(arguments.next(), bindings);
        String file = upload ? first : second;
        String stage = upload ? second : first;
        if (!file.startsWith(FILE) || !stage.startsWith("@")) {
            String expected = upload ? "PUT file://path @stage" : "GET @stage file://path";
            throw Failures.syntax("expected " + expected + ", found '" + first + " " + second + "'.");
        }
        String rest = arguments.rest();
        TokenReader reader = new TokenReader(rest, SqlTokens.of(rest));
        OptionList options = OptionList.parse(reader);
        reader.accept(";");
        reader.expectEnd();
        TransferStatement statement = new TransferStatement(
                upload,
                file.substring(FILE.length()),
                StageReference.parse(SessionSyntax.stage(stage.substring(1), parameters)),
                options.bool("AUTO_COMPRESS", true),
                options.bool("OVERWRITE", false),
                sourceCompression(options),
                options.number("PARALLEL", upload ? DEFAULT_PARALLEL_PUT : DEFAULT_PARALLEL_GET),
                options.text("PATTERN"));
        options.refuseRest();
        return statement;
    }

    /** The stage, and so the file of a GET, may be a bind. */
    private static String bound(String argument, List<Binding> bindings) {
        return argument.equals("?") && !bindings.isEmpty() ? bindings.remove(0).values().get(0) : argument;
    }

    private static String sourceCompression(OptionList options) throws SqlFailure {
        String word = options.word("SOURCE_COMPRESSION", "AUTO_DETECT");
        if (!SOURCE_COMPRESSIONS.contains(word)) {
            throw Failures.invalidValue(word, "SOURCE_COMPRESSION");
        }
        return word.toLowerCase(Locale.ROOT);
    }

    @Override
    public StatementType type() {
        return upload ? StatementType.PUT : StatementType.GET;
    }

    @Override
    public StatementResult run(Session session) throws SqlFailure {
        Stage found = session.catalog().stage(stage, upload ? "WRITE" : "READ");
        if (found.external() != null) {
            throw Failures.syntax("PUT and GET are not for external stages: " + found.label());
        }
        Path directory = found.directory();
        Stages.createDirectory(directory);
        List<String> sources = new ArrayList<>();
        if (upload) {
            directory = directory.resolve(stage.path());
            Stages.createDirectory(directory);
            sources.add(clientPath);
        } else {
            for (Stage.StagedFile file : StagedFiles.matching(found, stage.path(), pattern).all()) {
                sources.add(file.path());
            }
        }
        FileTransfer transfer = new FileTransfer(
                upload,
                sources,
                directory,
                upload ? null : clientPath,
                autoCompress,
                overwrite,
                sourceCompression,
                Math.max(1, parallel));
        return new StatementResult(type(), List.of(), List.of(), List.of(), transfer);
    }
}
