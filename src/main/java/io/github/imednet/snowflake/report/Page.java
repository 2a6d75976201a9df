package io.github.imednet.snowflake.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A page with its heading, a list of its sections, and these. It needs no other file, and runs no script. */
final class Page {

    /** Each rule that sets a color of text sets what is behind it. Paper is always light. */
    private static final String STYLE = """
            html{font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#ffffff;color-scheme:light dark}
            body{max-width:60rem;margin:0 auto;padding:1rem}
            h1{font-size:1.6rem;margin:.5rem 0}
            h2{font-size:1.25rem;margin:2rem 0 .5rem;border-bottom:1px solid #767676}
            h3{font-size:1.05rem;margin:1.2rem 0 .3rem}
            a{color:#0b4f94;background:#ffffff}
            nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;list-style:none;padding:0}
            .skip{position:absolute;left:-60rem}
            .skip:focus{left:1rem}
            .verdict{padding:.6rem 1rem;border-left:.5rem solid;font-size:1.1rem}
            .good{color:#0b5226;background:#e8f5ec}
            .bad{color:#8a1616;background:#fdecec}
            .note{color:#555555;background:#ffffff}
            table{border-collapse:collapse;width:100%;margin:.5rem 0}
            caption{text-align:left;font-weight:600;padding:.3rem 0}
            th,td{text-align:left;padding:.2rem .6rem;border-bottom:1px solid #c8c8c8}
            tbody th{white-space:nowrap}
            td svg{min-width:8rem}
            .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
            figure{margin:1rem 0}
            figcaption{color:#555555;background:#ffffff}
            svg{max-width:100%;height:auto;font:13px system-ui,sans-serif}
            .scroll{overflow-x:auto}
            @media (max-width:40rem){svg text{font-size:20px}}
            @media print{body{max-width:none;padding:0;font-size:10pt}nav,.skip{display:none}
            td:last-child{overflow-wrap:anywhere}
            section,figure,tr{break-inside:avoid}a{text-decoration:none}.scroll{overflow:visible}
            svg,.verdict{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
            @media screen and (prefers-color-scheme:dark){
            html{color:#e6e6e6;background:#16181b}
            a{color:#8fc1ff;background:#16181b}
            .good{color:#b9e8c9;background:#10301c}
            .bad{color:#ffc9c9;background:#431616}
            .note,figcaption{color:#b8b8b8;background:#16181b}
            th,td{border-bottom-color:#4a4d52}
            rect[fill="#0b5cad"]{fill:#5aa2ee}rect[fill="#a61b1b"]{fill:#ff7b7b}
            text,rect[fill="#1a1a1a"]{fill:#e6e6e6}}
            """;

    private final String title;
    private final List<Section> sections = new ArrayList<>();

    Page(String title) {
        this.title = title;
    }

    private record Section(String id, String heading, Html content) {}

    Page section(String id, String heading, Consumer<Html> content) {
        Html made = new Html();
        content.accept(made);
        sections.add(new Section(id, heading, made));
        return this;
    }

    /** The whole page. @param foot what it says at its end */
    String text(String foot) {
        Html page = new Html().raw("<!DOCTYPE html>\n");
        page.open("html", "lang", "en", "xmlns", "http://www.w3.org/1999/xhtml").open("head")
                .empty("meta", "charset", "utf-8")
                .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .empty("meta", "http-equiv", "Content-Security-Policy", "content",
                        "default-src 'none'; style-src 'unsafe-inline'")
                .element("title", title)
                .open("style").raw(STYLE).close()
                .close();
        page.open("body")
                .element("a", "Skip to the result", "class", "skip", "href", "#main")
                .open("header").element("h1", title).close();
        page.open("nav", "aria-label", "Sections").open("ul");
        for (Section section : sections) {
            page.open("li").element("a", section.heading(), "href", '#' + section.id()).close();
        }
        page.close().close().open("main", "id", "main");
        for (Section section : sections) {
            page.open("section", "aria-labelledby", section.id())
                    .element("h2", section.heading(), "id", section.id())
                    .add(section.content())
                    .close();
        }
        page.close().open("footer").element("p", foot, "class", "note").close();
        return page.close().close().toString();
    }
}
