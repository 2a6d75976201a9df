package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.IngestSettings;
import io.github.imednet.snowflake.rows.ArrowBodies;
import io.github.imednet.snowflake.rows.AvroRows;
import io.github.imednet.snowflake.rows.FileFormat;
import io.github.imednet.snowflake.rows.InferredColumns;
import io.github.imednet.snowflake.rows.MapRows;
import io.github.imednet.snowflake.rows.RowSource;
import io.github.imednet.snowflake.rows.SampledRows;
import io.github.imednet.snowflake.types.Column;
import io.github.imednet.snowflake.types.ColumnType;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.generic.IndexedRecord;
import org.apache.camel.WrappedFile;
import org.jspecify.annotations.Nullable;

/** What a message's body holds: files, or rows as maps, as Avro records or in Arrow's vectors. */
final class Inputs {

    /** Opens one of several inputs when its turn has come. */
    interface Opener {
        RowSource open() throws IOException;
    }

    private static final String MESSAGE = "the message";
    private static final String ARROW_READER = "org.apache.arrow.vector.ipc.ArrowReader";
    private static final Set<String> ARROW = Set.of("org.apache.arrow.vector.VectorSchemaRoot", ARROW_READER);

    private Inputs() {}

    /**
     * The files that the body is, or an empty list if it holds rows. Of what may be gone through once only, as other
     * Iterables may, nothing is looked at: a row would be lost.
     */
    static List<Path> files(@Nullable Object body) {
        if (file(body) != null) {
            return List.of(file(body));
        }
        if (body instanceof Collection<?> items && !items.isEmpty() && file(items.iterator().next()) != null) {
            List<Path> files = new ArrayList<>();
            items.forEach(item -> files.add(file(item)));
            return files;
        }
        return List.of();
    }

    private static @Nullable Path file(@Nullable Object body) {
        if (body instanceof WrappedFile<?> wrapped) {
            return file(wrapped.getFile());
        }
        if (body instanceof File file) {
            return file.toPath();
        }
        return body instanceof Path path ? path : null;
    }

    /** @throws ExportConfigurationException naming every file that cannot be read */
    static void requireReadable(List<Path> files) {
        List<String> problems = files.stream()
                .filter(file -> !Files.isRegularFile(file) || !Files.isReadable(file))
                .map(file -> "The file " + file + " cannot be read")
                .toList();
        if (!problems.isEmpty()) {
            throw new ExportConfigurationException(problems);
        }
    }

    /** @param columns of files of JSON lines, which have none of their own */
    static List<Opener> openers(List<Path> files, List<Column> columns, IngestSettings settings) {
        return files.stream()
                .<Opener>map(file -> () -> FileFormat.of(file).open(file, columns, settings))
                .toList();
    }

    /**
     * The rows that the body holds.
     *
     * @param names of the columns where settings name them, else none
     * @param existing columns of the table, none where it is made
     */
    static RowSource rows(Object body, GivenNames names, Map<String, ColumnType> existing) throws IOException {
        if (body instanceof RowSource source) {
            return source;
        }
        if (isArrow(body)) {
            return ArrowBodies.open(MESSAGE, body);
        }
        Iterator<?> items = iterator(body);
        if (!items.hasNext()) {
            return maps(body, Collections.emptyIterator(), names, existing);
        }
        Object first = items.next();
        Iterator<Object> all = new Pushback(Collections.singletonList(first), items);
        if (first == null || first instanceof Map<?, ?>) {
            return maps(body, cast(all), names, existing);
        }
        if (first instanceof IndexedRecord) {
            return AvroRows.of(MESSAGE, cast(all));
        }
        throw unknown(first);
    }

    /** Closes what would be closed with the rows, were they opened. */
    static Closeable unopened(@Nullable Object body) {
        return body != null && isArrowReader(body) ? ArrowBodies.unopened(body) : () -> {};
    }

    /** Whether it is closed with the rows, also where none was read. */
    static boolean isArrowReader(@Nullable Object body) {
        return isOneOf(body, Set.of(ARROW_READER));
    }

    /** Whether the rows are in Arrow's vectors. */
    static boolean isArrow(Object body) {
        return isOneOf(body, ARROW);
    }

    /** Whether it holds rows that can be gone through once only, as far as one can know. */
    static boolean isReadOnce(@Nullable Object body) {
        if (body instanceof Collection<?> || body instanceof Map<?, ?> || body instanceof IndexedRecord) {
            return false;
        }
        return body instanceof Iterator<?> || body instanceof Iterable<?> || body instanceof RowSource
                || isArrowReader(body);
    }

    /** Told by the names of classes, for Arrow's library is optional. */
    private static boolean isOneOf(@Nullable Object body, Set<String> names) {
        for (Class<?> type = body == null ? null : body.getClass(); type != null; type = type.getSuperclass()) {
            if (names.contains(type.getName())) {
                return true;
            }
        }
        return false;
    }

    private static RowSource maps(
            Object body, Iterator<Map<?, ?>> maps, GivenNames names, Map<String, ColumnType> existing) {
        if (names.given().isEmpty()) {
            return body instanceof Collection<?> rows
                    ? SampledRows.of(MESSAGE, InferredColumns.maps(rows))
                    : SampledRows.of(MESSAGE, maps);
        }
        if (!names.areShared()) {
            return MapRows.ofGiven(MESSAGE, maps, names.given(), null);
        }
        List<Map<?, ?>> first = new ArrayList<>();
        int most = body instanceof Collection<?> ? Integer.MAX_VALUE : SampledRows.SAMPLE;
        while (first.size() < most && maps.hasNext()) {
            first.add(maps.next());
        }
        return MapRows.ofGiven(MESSAGE, cast(new Pushback(first, maps)), names.ofTable(keys(first), existing), null);
    }

    /** A row that is null is refused by its number when its turn comes. */
    private static Set<String> keys(List<Map<?, ?>> rows) {
        return rows.stream()
                .filter(Objects::nonNull)
                .flatMap(row -> row.keySet().stream())
                .map(String::valueOf)
                .collect(Collectors.toSet());
    }

    static Iterator<?> iterator(@Nullable Object body) {
        if (body instanceof Iterator<?> iterator) {
            return iterator;
        }
        if (body instanceof Map<?, ?> || body instanceof IndexedRecord) {
            return List.of(body).iterator();
        }
        if (body instanceof Iterable<?> items) {
            return items.iterator();
        }
        throw unknown(body);
    }

    private static ExportConfigurationException unknown(@Nullable Object body) {
        String found = body == null ? "nothing" : body.getClass().getName();
        return new ExportConfigurationException(List.of("The message holds " + found + ": it should hold files"
                + " (java.nio.file.Path or java.io.File, or a list of these), an Iterator or Iterable of maps or of Avro"
                + " records, or an ArrowReader or VectorSchemaRoot"));
    }

    /** A row of another kind than the first fails with a ClassCastException, which names both. */
    @SuppressWarnings("unchecked")
    private static <T> Iterator<T> cast(Iterator<Object> items) {
        return (Iterator<T>) items;
    }

    /** An iterator whose first items were looked at. */
    private static final class Pushback implements Iterator<Object> {

        private final Iterator<?> first;
        private final Iterator<?> rest;

        private Pushback(List<?> first, Iterator<?> rest) {
            this.first = first.iterator();
            this.rest = rest;
        }

        @Override
        public boolean hasNext() {
            return first.hasNext() || rest.hasNext();
        }

        @Override
        public Object next() {
            return first.hasNext() ? first.next() : rest.next();
        }
    }
}
