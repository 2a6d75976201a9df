package io.github.imednet.snowflake.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.journal.HashChainCheck;
import io.github.imednet.snowflake.journal.Manifest;
import io.github.imednet.snowflake.load.LedgerEntry;
import io.github.imednet.snowflake.load.LoadReceipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;

/** Checks the manifest's hash chain, and its lines of the study against the ledger. */
@RouteBean
public final class ManifestAudit {

    private final Path path;

    public ManifestAudit(ExportSettings settings) {
        this.path = settings.get(ExportKeys.MANIFEST_PATH);
    }

    public void check(@ExchangeProperty("run") Verification verification) throws IOException {
        if (path == null) {
            verification.note("No manifest was checked: export.manifest-path is not set");
            return;
        }
        Comparison comparison = new Comparison(verification, verification.findings().ledger());
        if (Files.exists(path)) {
            HashChainCheck.Result result = HashChainCheck.check(path, comparison::take);
            ChainFindings.enter(verification, path, result, ChainFindings.TornLine.IS_A_DIFFERENCE);
        }
        comparison.end();
    }

    /** The lines of one manifest, compared with the ledger. */
    private final class Comparison {

        private final Verification verification;
        private final Map<String, List<LedgerEntry>> known;
        private final Map<String, LedgerEntry> awaited;

        private Comparison(Verification verification, List<LedgerEntry> entries) {
            this.verification = verification;
            this.known = entries.stream()
                    .collect(Collectors.groupingBy(entry -> fileName(entry.stagePath())));
            this.awaited = entries.stream()
                    .filter(LedgerEntry::current)
                    .collect(Collectors.toMap(
                            LedgerEntry::stagePath, Function.identity(), (one, other) -> one, LinkedHashMap::new));
        }

        private void take(long number, JsonNode line) {
            String batchId = line.path("batch_id").asText();
            List<LedgerEntry> entries = known.getOrDefault(fileName(line.path("stage_path").asText()), List.of());
            if (entries.isEmpty()
                    && !batchId.startsWith(verification.studyKey()
                            + '/'
                            + verification.resource().path()
                            + '/')) {
                return; // of another study, or of none
            }
            if (entries.isEmpty()) {
                differs(number, line, "is of a file that the ledger does not know");
                return;
            }
            LedgerEntry entry = entries.stream()
                    .filter(candidate -> candidate.queryId().equals(line.path("query_id").asText()))
                    .findFirst()
                    .orElse(entries.get(entries.size() - 1));
            entries.forEach(candidate -> awaited.remove(candidate.stagePath()));
            List<String> fields = differing(line, entry);
            if (!fields.isEmpty()) {
                differs(number, line, "differs from the ledger in " + String.join(", ", fields));
            }
        }

        private void end() {
            for (LedgerEntry entry : awaited.values()) {
                verification.differs(Difference.ofFile(
                        Difference.Kind.MANIFEST,
                        entry.stagePath(),
                        entry.batchId(),
                        path + ": there is no line for batch " + entry.batchId() + ", file " + entry.stagePath()
                                + ", which the ledger has"));
            }
        }

        private void differs(long number, JsonNode line, String problem) {
            String batchId = line.path("batch_id").asText();
            verification.differs(new Difference(
                    Difference.Kind.MANIFEST,
                    path + ": line " + number + ", batch " + batchId + ", " + problem,
                    path.toString(),
                    number,
                    batchId,
                    null,
                    null));
        }
    }

    private static List<String> differing(JsonNode line, LedgerEntry entry) {
        List<String> fields = new ArrayList<>();
        compare(fields, line, "batch_id", entry.batchId());
        compare(fields, line, "row_count", Long.toString(entry.rows()));
        compare(fields, line, "sha256", entry.sha256());
        compare(fields, line, "bytes", Long.toString(entry.bytes()));
        compare(fields, line, "query_id", entry.queryId());
        if (!entry.loadedAt().equals(instant(line.path("loaded_at").asText()))) {
            fields.add("loaded_at");
        }
        if (line.path("status").asText().equals(LoadReceipt.Status.LOADED.name())) {
            compare(fields, line, "run_id", entry.runId());
        }
        return fields;
    }

    private static void compare(List<String> fields, JsonNode line, String field, String expected) {
        if (!line.path(field).asText().equals(expected)) {
            fields.add(field);
        }
    }

    private static @Nullable Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Manifest and ledger write the path differently; the name says the content in both. */
    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
