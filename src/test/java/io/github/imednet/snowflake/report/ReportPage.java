package io.github.imednet.snowflake.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A page as whoever cannot see it, or prints it, gets it. It is well-formed XML, so the JDK reads it. */
final class ReportPage {

    private static final Pattern RULE = Pattern.compile("color:(#[0-9a-f]{6});background:(#[0-9a-f]{6})");
    private static final double TEXT = 4.5;
    private static final double PICTURE = 3;

    private final Document document;
    private final String text;

    ReportPage(String text) throws Exception {
        this.text = text;
        this.document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** What is read out, or shown. */
    String words() {
        return document.getDocumentElement().getTextContent().replaceAll("\\s+", " ");
    }

    List<Element> all(String tag) {
        NodeList found = document.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    /** The cells of the row with this head, of the table whose caption has this text. */
    List<String> row(String caption, String head) {
        return all("table").stream()
                .filter(table -> table.getElementsByTagName("caption").item(0).getTextContent().contains(caption))
                .flatMap(table -> children(table, "tr").stream())
                .filter(row -> children(row, "th").stream().anyMatch(cell -> cell.getTextContent().equals(head)))
                .map(row -> children(row, "td").stream().map(Element::getTextContent).toList())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row " + head + " in a table " + caption));
    }

    void isWholeInItself() {
        assertThat(all("script")).isEmpty();
        assertThat(all("link")).isEmpty();
        assertThat(text).doesNotContain("src=", "url(", "@import").contains("default-src 'none'".replace("'", "&#39;"));
    }

    void isAccessible() {
        assertThat(document.getDocumentElement().getAttribute("lang")).isEqualTo("en");
        for (String landmark : List.of("header", "nav", "main", "footer", "h1", "title")) {
            assertThat(all("body").get(0).getElementsByTagName(landmark).getLength()
                            + all("head").get(0).getElementsByTagName(landmark).getLength())
                    .as(landmark)
                    .isGreaterThanOrEqualTo(1);
        }
        assertThat(all("h1")).hasSize(1);
        Set<String> ids = new HashSet<>();
        for (Element element : all("*")) {
            if (element.hasAttribute("id")) {
                assertThat(ids.add(element.getAttribute("id"))).as("twice: " + element.getAttribute("id")).isTrue();
            }
        }
        all("a").stream().map(link -> link.getAttribute("href")).filter(href -> href.startsWith("#"))
                .forEach(href -> assertThat(ids).contains(href.substring(1)));
        for (Element section : all("section")) {
            assertThat(ids).contains(section.getAttribute("aria-labelledby"));
        }
        for (Element table : all("table")) {
            assertThat(children(table, "caption")).hasSize(1);
            assertThat(children(table, "th")).isNotEmpty().allMatch(head -> head.hasAttribute("scope"));
        }
        for (Element picture : all("svg")) {
            boolean decoration = picture.getAttribute("aria-hidden").equals("true");
            if (!decoration) {
                assertThat(picture.getAttribute("role")).isEqualTo("img");
                assertThat(picture.getAttribute("aria-labelledby").split(" ")).isSubsetOf(ids);
                assertThat(children(picture, "title").get(0).getTextContent()).isNotBlank();
                assertThat(children(picture, "desc").get(0).getTextContent()).isNotBlank();
            }
        }
    }

    void hasContrast() {
        Matcher rules = RULE.matcher(all("style").get(0).getTextContent());
        int found = 0;
        while (rules.find()) {
            found++;
            assertThat(contrast(rules.group(1), rules.group(2))).as(rules.group()).isGreaterThanOrEqualTo(TEXT);
        }
        assertThat(found).isGreaterThan(4);
        for (Element shape : all("rect")) {
            assertThat(contrast(shape.getAttribute("fill"), "#ffffff")).isGreaterThanOrEqualTo(PICTURE);
        }
        for (Element label : all("text")) {
            assertThat(contrast(label.getAttribute("fill"), "#ffffff")).isGreaterThanOrEqualTo(TEXT);
        }
    }

    /** As the Web Content Accessibility Guidelines define it. */
    private static double contrast(String one, String other) {
        double brighter = Math.max(luminance(one), luminance(other));
        double darker = Math.min(luminance(one), luminance(other));
        return (brighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(String color) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double share = Integer.parseInt(color.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            sum += weights[i] * (share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    private static List<Element> children(Element above, String tag) {
        List<Element> elements = new ArrayList<>();
        NodeList found = above.getElementsByTagName(tag);
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }
}
