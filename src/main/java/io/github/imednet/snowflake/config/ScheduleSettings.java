package io.github.imednet.snowflake.config;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;

/**
 * When exports are made, where a program stays to make them again and again: {@code export.schedule}.
 *
 * @param cron a cron expression of Quartz, or null
 * @param interval time from the beginning of one export to that of the next, or null
 */
public record ScheduleSettings(@Nullable String cron, @Nullable Duration interval) {

    private static final String KEY = ExportKeys.SCHEDULE.key();
    private static final int FIELDS = 6;
    private static final int DAY_OF_MONTH = 3;
    private static final int DAY_OF_WEEK = 5;

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
        String set = settings.get(ExportKeys.SCHEDULE);
        String text = set == null ? "" : set.strip();
        return text.contains(" ")
                ? new ScheduleSettings(checkedCron(text, settings), null)
                : new ScheduleSettings(null, text.isEmpty() ? null : interval(text, settings));
    }

    /** As Quartz takes it: six fields or seven, the first one for seconds; one of the two days is '?'. */
    private static @Nullable String checkedCron(String text, SettingsReader settings) {
        try {
            CronExpression.validateExpression(text);
            return text;
        } catch (ParseException | NumberFormatException e) {
            settings.problem(KEY + " is '" + SettingsReader.printable(text) + "', an invalid cron expression: "
                    + remedy(text, e));
            return null;
        }
    }

    /** What most often is wrong, for crontab's expressions have five fields and no question mark. */
    private static String remedy(String text, Exception failure) {
        String[] fields = text.split("\\s+");
        if (fields.length < FIELDS) {
            return "it has " + fields.length + " of the fields seconds, minutes, hours, day of month, month, day of"
                    + " week, as in '0 0 2 * * ?', which is each day at two";
        }
        boolean bothDays = !fields[DAY_OF_MONTH].equals("?") && !fields[DAY_OF_WEEK].equals("?");
        if (bothDays) {
            boolean everyWeekday = fields[DAY_OF_WEEK].equals("*");
            fields[everyWeekday ? DAY_OF_WEEK : DAY_OF_MONTH] = "?";
            return "of day of month and day of week, the fields 4 and 6, one must be '?' for any day: '"
                    + SettingsReader.printable(String.join(" ", fields)) + "'";
        }
        return SettingsReader.printable(String.valueOf(failure.getMessage())) + ". Its fields are seconds, minutes,"
                + " hours, day of month, month, day of week, as in '0 0 2 * * ?', which is each day at two";
    }

    private static @Nullable Duration interval(String text, SettingsReader settings) {
        Optional<Duration> interval = DurationText.interval(text);
        if (interval.isEmpty()) {
            settings.problem(
                    KEY + " is '" + SettingsReader.printable(text) + "', neither an interval such as 30s, 15m, 6h or"
                            + " 1d nor a cron expression such as '0 0 2 * * ?'");
        }
        return interval.orElse(null);
    }

    /** When exports are made from now on, in words; there must be a schedule. */
    public String announced(Instant now) {
        if (interval != null) {
            return "every " + interval.toSeconds() + " seconds, the first one now";
        }
        try {
            Date next = new CronExpression(cron).getNextValidTimeAfter(Date.from(now));
            return "at the times of '" + cron + "', " + (next == null ? "which are over" : "next at"
                    + " " + next.toInstant());
        } catch (ParseException e) {
            throw new IllegalStateException("The schedule was checked when it was read", e);
        }
    }

    /** Whether there is a schedule at all. */
    public boolean isSet() {
        return cron != null || interval != null;
    }
}
