package io.github.imednet.snowflake.config;

import io.github.imednet.snowflake.config.SettingsCatalog.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The two files that describe every setting, made from the catalog of settings: the template for users and the page
 * of the docs. Run as a program, it writes them anew.
 */
final class SettingsFiles {

    static final Path TEMPLATE = Path.of("application.properties");
    static final Path PAGE = Path.of("docs/settings.md");

    private static final int WIDTH = 120;

    private static final String TEMPLATE_HEAD =
            """
            # Every setting of the program. A line that begins with # shows the default, or the name of a setting that has none;
            # take the # off to set it. Each can also be set in the environment: in upper case, with _ for . and -, as in
            # EXPORT_BATCH_SIZE=1000. Keys and passwords belong there rather than into this file.
            """;

    private static final String PAGE_HEAD =
            """
            # Settings

            A setting is a line of `application.properties` in the working directory, `KEY=VALUE` in UTF-8; the file that comes with the
            program lists every key with its default. It can also be

            - a variable of the environment: the key in upper case, with `_` for `.` and `-`, as in `EXPORT_BATCH_SIZE=1000`;
            - an argument: `--set export.batch-size=1000`, or where a command has one the option of that name, `--batch-size 1000`.
              Keys and passwords are refused as arguments.

            An argument comes before the environment, and the environment before the file. What is missing, invalid or unknown is
            named at once, before the first request.

            Names in Snowflake are as in SQL: a plain name means its upper case; one in double quotes, or with other characters, is taken
            as it stands. A study key is taken as it stands: up to 500 characters, no control characters. Plain http is for addresses of
            this machine only, unless `imednet.allow-plain-http` or `snowflake.allow-plain-http` says otherwise.

            The names that ADBC's driver has for these settings are taken too: [evidence/adbc-parity.md](evidence/adbc-parity.md).
            """;

    private SettingsFiles() {}

    public static void main(String[] arguments) throws IOException {
        Files.writeString(TEMPLATE, template());
        Files.writeString(PAGE, page());
    }

    /** The text of {@code application.properties}. */
    static String template() {
        StringBuilder text = new StringBuilder(TEMPLATE_HEAD);
        for (Section section : SettingsCatalog.sections()) {
            String title = "# --- " + section.title() + " ";
            text.append('\n').append(title).append("-".repeat(WIDTH - 1 - title.length())).append('\n');
            text.append(section.page() == null ? "" : "# docs/" + section.page() + " tells more.\n");
            section.settings().forEach(setting -> appendLines(setting, text));
        }
        return text.toString();
    }

    private static void appendLines(Setting<?> setting, StringBuilder text) {
        String description = setting.description().replace("`", "");
        String whole = description + (setting.isSecret() ? "; better as " + setting.environmentVariable() : "");
        text.append('\n').append(comment(Character.toUpperCase(whole.charAt(0)) + whole.substring(1)));
        String value = setting.defaultValue() == null ? "" : setting.defaultValue();
        text.append('#').append(setting.key()).append('=').append(value).append('\n');
    }

    private static String comment(String text) {
        StringBuilder lines = new StringBuilder("#");
        int length = 1;
        for (String word : text.split(" ")) {
            if (length + 1 + word.length() > WIDTH) {
                lines.append("\n#");
                length = 1;
            }
            lines.append(' ').append(word);
            length += 1 + word.length();
        }
        return lines.append('\n').toString();
    }

    /** The text of {@code docs/settings.md}. */
    static String page() {
        StringBuilder text = new StringBuilder(PAGE_HEAD);
        for (Section section : SettingsCatalog.sections()) {
            text.append("\n## ").append(section.title()).append("\n\n");
            text.append(
                    section.page() == null ? "" : "[" + section.page() + "](" + section.page() + ") tells more.\n\n");
            text.append("| key | default | |\n|---|---|---|\n");
            section.settings().forEach(setting -> appendRow(setting, text));
        }
        return text.toString();
    }

    private static void appendRow(Setting<?> setting, StringBuilder text) {
        String value = setting.defaultValue() == null ? "none" : '`' + setting.defaultValue() + '`';
        text.append("| `").append(setting.key()).append("` | ").append(value).append(" | ");
        text.append(setting.description().replace("|", "\\|")).append(" |\n");
    }
}
