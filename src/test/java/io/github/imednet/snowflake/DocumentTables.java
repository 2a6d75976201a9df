package io.github.imednet.snowflake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The tables of a page of docs, and the names in them: what stands between backquotes. */
public final class DocumentTables {

    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    private final Map<String, List<List<String>>> rows = new TreeMap<>();

    /** @param page of the folder docs */
    public DocumentTables(String page) throws IOException {
        String heading = "";
        for (String line : Files.readAllLines(Path.of("docs", page))) {
            if (line.startsWith("## ")) {
                heading = line.substring(3);
            } else if (line.startsWith("| ") && line.contains("`")) {
                rows.computeIfAbsent(heading, ignored -> new ArrayList<>())
                        .add(List.of(line.substring(1).split("\\|")));
            }
        }
    }

    /** The rows below a heading that have names, each with its cells. */
    public List<List<String>> rows(String heading) {
        return rows.get(heading);
    }

    /** The names in a column, from 0. */
    public List<String> column(String heading, int column) {
        return rows(heading).stream().flatMap(row -> names(row.get(column)).stream()).toList();
    }

    public static List<String> names(String cell) {
        return NAME.matcher(cell).results().map((MatchResult name) -> name.group(1)).toList();
    }
}
