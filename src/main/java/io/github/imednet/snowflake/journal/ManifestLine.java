package io.github.imednet.snowflake.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.imednet.snowflake.batch.BatchCutter;
import io.github.imednet.snowflake.config.ImednetResource;
import java.util.Optional;

/**
 * A line of a manifest.
 *
 * @param number of the line, from 1
 * @param fileName of the batch's file
 * @param list the list that the batch is of, or empty for that of records
 * @param selection which of the study's records the run selected; empty for all
 * @param pass which of the run's passes over all that there is
 * @param replay whether the run was a replay, which loads what an earlier line tells of
 */
public record ManifestLine(
        long number,
        String batchId,
        String fileName,
        long rows,
        String sha256,
        String runId,
        String list,
        String selection,
        int pass,
        boolean replay) {

    private static final String FILE_NAME = "[A-Za-z0-9._-]+\\.parquet";
    private static final String SHA256 = "[0-9a-f]{64}";

    /** Whether a program wrote the batch, one of several in a run of its sink. */
    public boolean isOfSink() {
        return runId.indexOf('/') >= 0;
    }

    /** The study that the batch is of, or empty if a program wrote or named it: its file tells then. */
    public Optional<String> studyKey() {
        return isOfSink()
                ? Optional.empty()
                : BatchCutter.studyOf(batchId, list.isEmpty() ? ImednetResource.RECORDS.path() : list);
    }

    /** Whether the batch is of the study, as far as the line tells. */
    public boolean mayBeOf(String study) {
        return studyKey().orElse(study).equals(study);
    }

    /** Whether it is of the same pass of the same run, and so of the same state of the study. */
    public boolean isOfPassOf(ManifestLine other) {
        return runId.equals(other.runId) && pass == other.pass;
    }

    /** @return the line, or empty if it lacks what it takes to load the batch again */
    public static Optional<ManifestLine> of(long number, JsonNode line) {
        String stagePath = line.path("stage_path").asText();
        String fileName = stagePath.substring(stagePath.lastIndexOf('/') + 1);
        String batchId = line.path("batch_id").asText();
        String sha256 = line.path("sha256").asText();
        boolean whole = !batchId.isEmpty()
                && fileName.matches(FILE_NAME)
                && sha256.matches(SHA256)
                && line.path("row_count").isIntegralNumber();
        return whole
                ? Optional.of(new ManifestLine(
                        number,
                        batchId,
                        fileName,
                        line.path("row_count").asLong(),
                        sha256,
                        line.path("run_id").asText(),
                        line.path("list").asText(),
                        line.path("selection").asText(),
                        line.path("pass").asInt(1),
                        line.path("replay").asBoolean()))
                : Optional.empty();
    }
}
