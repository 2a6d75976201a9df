package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.model.StagedFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Record ids above {@code after} up to and with {@code last}: what a batch covers. */
public record IdRange(long after, long last) {

    /** The fewest ranges that cover what the files cover, in rising order. */
    static List<IdRange> covering(List<StagedFile> files) {
        List<IdRange> ranges = new ArrayList<>();
        files.stream()
                .map(file -> new IdRange(file.afterId(), file.lastId()))
                .sorted(Comparator.comparingLong(IdRange::after))
                .forEach(range -> {
                    int previous = ranges.size() - 1;
                    if (previous >= 0 && ranges.get(previous).last() == range.after()) {
                        ranges.set(previous, new IdRange(ranges.get(previous).after(), range.last()));
                    } else {
                        ranges.add(range);
                    }
                });
        return ranges;
    }

    String contains(String column) {
        return "(" + column + " > " + after + " AND " + column + " <= " + last + ")";
    }

    String overlaps(String afterColumn, String lastColumn) {
        return "(" + lastColumn + " > " + after + " AND " + afterColumn + " < " + last + ")";
    }
}
