package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.types.Column;
import io.github.imednet.snowflake.types.CommonColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The columns of several files as those of one, whatever the files' order. */
public final class CommonColumns {

    /**
     * The columns of one file.
     *
     * @param mayLack whether a name that is not there is null by the file's format
     */
    public record FileColumns(String file, List<Column> columns, boolean mayLack) {}

    private final List<Column> given;
    private final Predicate<String> hasType;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * @param given by the settings; files may lack these
     * @param hasType whether a column's type is decided already, whatever the files say
     */
    public CommonColumns(List<Column> given, Predicate<String> hasType) {
        this.given = given;
        this.hasType = hasType;
    }

    /**
     * @throws ExportConfigurationException naming each column that a file lacks, or that no type holds, and two files
     */
    public List<Column> of(List<FileColumns> sources) {
        if (sources.size() == 1) {
            return sources.get(0).columns();
        }
        sources.forEach(this::add);
        sources.stream().filter(source -> !source.mayLack()).forEach(this::requireAll);
        if (!problems.isEmpty()) {
            throw new ExportConfigurationException(problems);
        }
        return List.copyOf(columns.values());
    }

    private void add(FileColumns source) {
        Set<String> own = new HashSet<>();
        for (Column column : source.columns()) {
            String key = key(column.name());
            Column before = columns.get(key);
            files.putIfAbsent(key, source.file());
            if (!own.add(key)) {
                problems.add(source.file() + " has two columns that mean " + key + ": give both names in quotes with"
                        + " their types in ingest.columns");
            }
            if (before == null) {
                columns.put(key, column);
            } else if (isGiven(column.name()) || hasType.test(column.name())) {
                // The type is another's, but what is known of the values holds for all files.
                if (before.form() != column.form()) {
                    columns.put(key, new Column(before.name(), before.type()));
                }
            } else {
                CommonColumn.of(before, column).ifPresentOrElse(common -> columns.put(key, common), () -> problems.add(
                        "The column " + column.name() + " is " + column.type().sql() + " in " + source.file() + " and "
                                + before.type().sql() + " in " + files.get(key) + ": give its type in ingest.columns,"
                                + " or ingest the files one after the other"));
            }
        }
    }

    private void requireAll(FileColumns source) {
        List<String> names = source.columns().stream().map(column -> key(column.name())).toList();
        String missing = columns.entrySet().stream()
                .filter(entry -> !names.contains(entry.getKey()) && !isGiven(entry.getValue().name()))
                .map(entry -> entry.getValue().name() + ", which " + files.get(entry.getKey()) + " has")
                .collect(Collectors.joining("; "));
        if (!missing.isEmpty()) {
            problems.add(source.file() + " lacks the column " + missing + ": name it with its type in ingest.columns if"
                    + " it is to be null there, or ingest the files one after the other");
        }
    }

    private boolean isGiven(String name) {
        return GivenColumns.find(name, given).isPresent();
    }

    private String key(String name) {
        return GivenColumns.identifier(name, given);
    }
}
