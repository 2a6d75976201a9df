package io.github.imednet.snowflake.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.report.Reports;
import io.github.imednet.snowflake.run.LocalServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The pages about runs in a browser, and before a checker of accessibility of others (axe-core). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportBrowserTest {

    private static final Path PACKAGES = Path.of("src", "test", "judges", "browser").toAbsolutePath();
    private static final Pattern ANSWER = Pattern.compile("<pre id=\"answer\">([A-Za-z0-9+/=]+)</pre>");
    private static final String ANSWERING = "<script>function answer(value) {"
            + "parent.postMessage({answer: value, of: location.href}, '*')}</script>";
    private static final int DESKTOP = 1280;
    private static final String POLICY = "default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;";
    private static final String DARK = "screen and (prefers-color-scheme:dark)";
    private static final String PAPER = "@media print{";

    /** Their being looked at is what the test is for. */
    private static final List<String> RULES = List.of("color-contrast", "landmark-one-main", "region", "heading-order",
            "page-has-heading-one", "svg-img-alt", "html-has-lang", "document-title");

    private Path directory;
    private Browser browser;
    private Path run;
    private Path all;
    private Path night;

    @BeforeAll
    void makePages(@TempDir Path temporary) throws Exception {
        directory = temporary;
        browser = Browser.find(temporary);
        run = temporary.resolve("run.html");
        all = temporary.resolve("all.html");
        try (LocalServers servers = new LocalServers(temporary.resolve("snowflake"), StudyData.sample(1250))) {
            Map<String, String> lists = new HashMap<>(
                    Map.of("export.resources", "sites,records", "export.form-views", "true"));
            servers.export("SAMPLE", lists);
            servers.failImednet("status:code=503,on=page=1");
            lists.put("export.report", run.toString());
            servers.export("SAMPLE", lists);
            night = temporary.resolve("night.html");
            Reports.write(night, Reports.ofNight(List.of(
                    result("ONE", "one", "00:00:00", "00:20:00", "reconciled", "\"summary\":{\"rows_loaded\":3000}"),
                    result("BAD", "two", "00:00:00", "00:01:00", "failed",
                            "\"error\":{\"message\":\"no such study\"}"))));
            Reports.write(all, new Reports(servers.state()).ofAll(null));
        }
    }

    private static String result(
            String study, String worker, String began, String ended, String state, String more) {
        return ("{\"version\":1,\"correlationId\":\"of %1$s\",\"topic\":\"t\",\"study\":\"%1$s\",\"state\":\"%5$s\","
                        + "\"attempt\":1,\"worker\":\"%2$s\",\"startedAt\":\"2026-03-01T%3$sZ\","
                        + "\"endedAt\":\"2026-03-01T%4$sZ\",%6$s}")
                .formatted(study, worker, began, ended, state, more);
    }

    @Test
    void itIsShown() throws Exception {
        assertThat(browser.document(run, DESKTOP)).contains("<svg", "Reconciled: every one of the 1,250 records");
        assertThat(browser.document(all, DESKTOP)).contains("<svg", "Runs, the latest first");
        byte[] pdf = Files.readAllBytes(browser.print(run));
        assertThat(new String(pdf, StandardCharsets.ISO_8859_1)).startsWith("%PDF-");
    }

    /** Light, dark and as on paper. */
    @Test
    void theCheckerOfAccessibilityFindsNothing() throws Exception {
        Path axe = NodePackages.of(PACKAGES, Path.of("target", "judges", "browser")).file("axe-core/axe.min.js");
        List<Shown> shown = new ArrayList<>();
        for (Path page : List.of(run, all, night)) {
            String text = Files.readString(page);
            assertThat(text).contains(DARK, PAPER, POLICY);
            for (String look : List.of(text, text.replace(DARK, "all"), text.replace(PAPER, "@media all{"))) {
                shown.add(checked(look, axe));
            }
        }
        String pale = "<!DOCTYPE html><html><body><p style=\"color:#ccc\">pale</p></body></html>";
        shown.add(checked(pale, axe));

        List<JsonNode> answers = ask(shown);

        for (JsonNode found : answers.subList(0, 9)) {
            assertThat(found.path("violations")).as(found.path("violations").toPrettyString()).isEmpty();
            assertThat(found.path("passes")).extracting(JsonNode::asText).containsAll(RULES);
        }
        assertThat(answers.get(9).path("violations")).as("it does find something").isNotEmpty();
    }

    private static Shown checked(String page, Path axe) {
        return new Shown(page, "<script src=\"" + axe.toUri() + "\"></script><script>axe.run().then(result => answer({"
                + "violations: result.violations, passes: result.passes.map(rule => rule.id)}))</script>", DESKTOP);
    }

    /** Tables that do not fit are moved in their place. */
    @Test
    void noPageIsWiderThanTheScreen() throws Exception {
        List<Shown> shown = new ArrayList<>();
        for (Path page : List.of(run, all, night)) {
            for (int width : List.of(DESKTOP, 500)) {
                shown.add(new Shown(Files.readString(page), "<script>answer({page:"
                        + " document.documentElement.scrollWidth, screen: window.innerWidth})</script>", width));
            }
        }
        for (JsonNode seen : ask(shown)) {
            assertThat(seen.path("screen").asInt()).isIn(DESKTOP, 500);
            assertThat(seen.path("page").asInt()).isLessThanOrEqualTo(seen.path("screen").asInt());
        }
    }

    /** A page in a frame of so many pixels, with scripts at its end that call {@code answer}. */
    private record Shown(String page, String scripts, int width) {}

    /** What the pages' scripts answer, in frames of one page: a browser takes longer to start than to show them. */
    private List<JsonNode> ask(List<Shown> pages) throws Exception {
        StringBuilder frames = new StringBuilder();
        for (Shown shown : pages) {
            Path copy = Files.createTempFile(directory, "copy", ".html");
            Files.writeString(copy, shown.page().replace(POLICY, "").replace("</body>", ANSWERING + shown.scripts()
                    + "</body>"));
            frames.append("<iframe src='%s' style='width:%dpx'></iframe>".formatted(copy.toUri(), shown.width()));
        }
        Path page = Files.writeString(Files.createTempFile(directory, "frames", ".html"), """
                <!DOCTYPE html><html><head><style>
                iframe { position: absolute; top: 0; left: 0; height: 1000px; border: 0 }
                </style></head><body><script>
                const answers = new Map();
                addEventListener('message', message => {
                  answers.set(message.data.of, message.data.answer);
                  const frames = [...document.querySelectorAll('iframe')].map(frame => frame.src);
                  if (frames.every(frame => answers.has(frame))) {
                    const pre = document.createElement('pre');
                    pre.id = 'answer';
                    pre.textContent = btoa(unescape(encodeURIComponent(
                        JSON.stringify(frames.map(frame => answers.get(frame))))));
                    document.body.append(pre);
                  }
                });
                </script>%s</body></html>
                """.formatted(frames));
        Matcher answer = ANSWER.matcher(browser.document(page, DESKTOP));
        assertThat(answer.find()).as("the scripts have ended").isTrue();
        List<JsonNode> answers = new ArrayList<>();
        new ObjectMapper().readTree(Base64.getDecoder().decode(answer.group(1))).forEach(answers::add);
        return answers;
    }
}
