package io.github.imednet.snowflake.journal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that a run's journal tells of its course: numbers, times and names of forms, and no value of a record but these.
 *
 * @param forms rows of the files of the last pass by form; empty in journals of earlier versions
 * @param months the same by the month in which they were changed last, such as {@code 2026-03}
 * @param misfits of these files, how many have rows with fields that fit no column
 * @param moments what happened, in its order
 */
public record RunHistory(
        JournaledRun run, Map<String, Long> forms, Map<String, Long> months, int misfits, List<Moment> moments) {

    /** What can happen in a run, with what its amount counts. */
    public enum Kind {
        /** Records of a page that was read. */
        PAGE,
        /** Rows of a file that was written. */
        FILE,
        /** Files that were sent. */
        PUT,
        /** Files that were copied. */
        COPY,
        /** Rows that are in the table. */
        LOAD,
        /** One, a request to the API that was sent again. */
        API_RETRY,
        /** One, a file, a statement, a load or a line of the manifest that was tried again. */
        LOAD_RETRY
    }

    /**
     * Something that happened.
     *
     * @param seconds how long it took, or of a retry how long it waited; 0 if that is not known
     */
    public record Moment(Instant at, Kind kind, long amount, double seconds) {}

    /** @throws IOException naming a line that is damaged */
    public static RunHistory read(JournaledRun run) throws IOException {
        List<Moment> moments = new ArrayList<>();
        Map<String, JsonNode> files = new LinkedHashMap<>();
        Map<String, JsonNode> countsByContent = new LinkedHashMap<>();
        for (JsonNode event : JournalReader.events(run.directory().resolve(JournaledRun.FILE))) {
            switch (event.path("event").asText()) {
                case "pass" -> files.clear();
                case "file" -> {
                    // A file that stays for another pass is written down again, without what is counted in it.
                    files.put(event.path("batch_id").asText(), event);
                    if (event.has(RowCounts.FORMS)) {
                        countsByContent.put(event.path("sha256").asText(), event);
                        add(moments, event, Kind.FILE, "rows");
                    }
                }
                case "page" -> add(moments, event, Kind.PAGE, "records");
                case "put" -> add(moments, event, Kind.PUT, "files");
                case "copy" -> add(moments, event, Kind.COPY, "files");
                case "load" -> add(moments, event, Kind.LOAD, "rows");
                case "retry" -> moments.add(new Moment(at(event),
                        event.path("of").asText().equals("api") ? Kind.API_RETRY : Kind.LOAD_RETRY,
                        1, event.path("seconds").asDouble()));
                default -> { } // says how the run lived
            }
        }
        Map<String, Long> forms = new TreeMap<>();
        Map<String, Long> months = new TreeMap<>();
        int misfits = 0;
        for (JsonNode file : files.values()) {
            JsonNode counts = countsByContent.getOrDefault(file.path("sha256").asText(), file);
            sum(forms, counts.path(RowCounts.FORMS));
            sum(months, counts.path(RowCounts.MONTHS));
            misfits += file.path("unmapped_id").isNumber() ? 1 : 0;
        }
        return new RunHistory(run, forms, months, misfits, List.copyOf(moments));
    }

    /** How often something of this kind happened. */
    public long count(Kind kind) {
        return moments.stream().filter(moment -> moment.kind() == kind).count();
    }

    /** How long all of this kind took together, or waited. */
    public double seconds(Kind kind) {
        return moments.stream().filter(moment -> moment.kind() == kind).mapToDouble(Moment::seconds).sum();
    }

    private static void add(List<Moment> moments, JsonNode event, Kind kind, String amount) {
        moments.add(new Moment(at(event), kind, event.path(amount).asLong(), event.path("seconds").asDouble()));
    }

    private static Instant at(JsonNode event) {
        return Instant.parse(event.path("at").asText());
    }

    private static void sum(Map<String, Long> sums, JsonNode counts) {
        counts.properties().forEach(count -> sums.merge(count.getKey(), count.getValue().asLong(), Long::sum));
    }
}
