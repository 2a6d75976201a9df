package io.github.imednet.snowflake.report;

import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.journal.JournaledRun;
import io.github.imednet.snowflake.model.Sha256;
import io.github.imednet.snowflake.report.RunPage.ListRun;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

/** What made the run, and by which hashes settings and manifest can be compared with those of another one. */
final class Origin {

    /** Filters may name a subject, or a value of a record. */
    private static final Set<String> OF_VALUES =
            Set.of(ExportKeys.FILTER.key(), ExportKeys.RECORD_DATA_FILTER.key());

    private static final int SHORT_HASH = 12;

    private final List<ListRun> lists;

    Origin(List<ListRun> lists) {
        this.lists = lists;
    }

    void add(Html html) {
        for (ListRun list : lists) {
            JournaledRun run = list.run();
            Table table = new Table("The run of " + list.list(), List.of("what", "value"));
            table.row(List.of("run", run.id()));
            table.row(List.of("state", run.state().name().toLowerCase(Locale.ROOT)));
            table.row(List.of("began", run.began().toString()));
            if (run.end().isObject()) {
                table.row(List.of("ended", run.end().path("at").asText()));
            }
            if (run.owner() != null) {
                table.row(List.of("process", run.owner().toString()));
            }
            run.versions().forEach((name, version) -> table.row(List.of(name, version)));
            table.row(List.of("SHA-256 of the settings", settingsHash(run)));
            if (run.end().hasNonNull("manifest_head")) {
                table.row(List.of("SHA-256 of the manifest's last line", run.end().path("manifest_head").asText()));
            }
            html.add(table.html());
        }
        Table settings = new Table("Settings that say what the run does; secrets are not among them",
                List.of("setting", "value"));
        new TreeMap<>(lists.get(0).run().settings())
                .forEach((key, value) -> settings.row(List.of(key, shown(key, value))));
        html.add(settings.html());
    }

    private static String shown(String key, String value) {
        return value.isEmpty() || !OF_VALUES.contains(key)
                ? value
                : "set; its SHA-256 begins with "
                        + Sha256.of(value.getBytes(StandardCharsets.UTF_8)).substring(0, SHORT_HASH);
    }

    /** Why a run failed, unless that quotes a filter. */
    static String error(String message) {
        return OF_VALUES.stream().noneMatch(key -> message.contains(key + '='))
                ? message
                : "it is in the log: the message quotes a filter, which may name a subject";
    }

    /** Of the lines {@code key=value} in the order of keys. */
    private static String settingsHash(JournaledRun run) {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(run.settings()).forEach((key, value) -> lines.append(key).append('=').append(value).append('\n'));
        return Sha256.of(lines.toString().getBytes(StandardCharsets.UTF_8));
    }
}
