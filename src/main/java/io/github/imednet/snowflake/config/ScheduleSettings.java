package io.github.imednet.snowflake.config;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * When exports are made, where a program stays to make them again and again: {@code export.schedule}.
 *
 * @param cron a cron expression of Quartz, or null
 * @param interval time from the beginning of one export to that of the next, or null
 */
public record ScheduleSettings(String cron, Duration interval) {

    /**
     * Reads and checks the schedule; no other setting is read.
     *
     * @throws ExportConfigurationException if it is neither a cron expression nor an interval
     */
    public static ScheduleSettings read(Function<String, Optional<String>> lookup) {
        SettingsReader settings = new SettingsReader(lookup);
        ScheduleSettings schedule = read(settings);
        settings.throwIfBad();
        return schedule;
    }

    static ScheduleSettings read(SettingsReader settings) {
        String text = settings.text("export.schedule", "").strip();
        return text.contains(" ")
                ? new ScheduleSettings(settings.cron("export.schedule"), null)
                : new ScheduleSettings(null, settings.interval("export.schedule"));
    }

    /** Whether there is a schedule at all. */
    public boolean isSet() {
        return cron != null || interval != null;
    }
}
