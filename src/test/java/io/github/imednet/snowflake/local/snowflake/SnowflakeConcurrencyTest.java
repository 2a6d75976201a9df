package io.github.imednet.snowflake.local.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.local.snowflake.SnowflakeServer.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many threads and many connections at once. */
class SnowflakeConcurrencyTest {

    private static final String COPY_OPTIONS =
            " file_format = (type = parquet use_logical_type = true) match_by_column_name = case_insensitive";

    @TempDir
    private static Path directory;

    private static SnowflakeServer server;

    @BeforeAll
    static void start() throws IOException {
        server = SnowflakeServer.start(Settings.defaults(directory));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void eightThreadsOnOneConnectionGetTheirOwnAnswers() throws Exception {
        try (Connection connection = Connections.open(server)) {
            List<List<String>> answers = inParallel(8, thread -> {
                List<String> own = new ArrayList<>();
                for (int query = 0; query < 25; query++) {
                    own.addAll(Connections.rows(connection, "select " + (100 * thread + query)));
                }
                return own;
            });
            for (int thread = 0; thread < 8; thread++) {
                int first = 100 * thread;
                assertThat(answers.get(thread))
                        .isEqualTo(IntStream.range(first, first + 25).mapToObj(String::valueOf).toList());
            }
        }
    }

    @Test
    void eightThreadsOnOneConnectionUploadAtOnce() throws Exception {
        try (Connection connection = Connections.open(server)) {
            Connections.execute(connection, "create or replace stage uploads");
            inParallel(8, thread -> {
                Path file = Files.writeString(directory.resolve("upload-" + thread + ".parquet"), "content");
                Connections.execute(connection, "put file://" + file + " @uploads auto_compress = false");
                return thread;
            });
            assertThat(Connections.rows(connection, "list @uploads")).hasSize(8);
        }
    }

    @Test
    void eightConnectionsLoadTheirFilesIntoOneTable() throws Exception {
        try (Connection connection = Connections.open(server)) {
            Connections.execute(connection, "create or replace stage st",
                    "create or replace table together (id number, name varchar)");
            List<Integer> loaded = inParallel(8, number -> load(number, "together"));
            assertThat(loaded).containsOnly(1000);
            assertThat(Connections.rows(connection, "select count(*), count(distinct id) from together"))
                    .containsExactly("8000|8000");
        }
    }

    @Test
    void oneFileCopiedByFourConnectionsIsLoadedOnce() throws Exception {
        try (Connection connection = Connections.open(server)) {
            Path file = ParquetFiles.numbered(directory.resolve("shared.parquet"), 0, 20_000);
            Connections.execute(connection, "create or replace stage shared",
                    "create or replace table once (id number, name varchar)",
                    "put file://" + file + " @shared auto_compress = false");
            List<Integer> loaded = inParallel(4, number -> {
                try (Connection own = Connections.open(server)) {
                    return Connections.update(own,
                            "copy into once from @shared files = ('shared.parquet')" + COPY_OPTIONS);
                }
            });
            assertThat(loaded).containsExactlyInAnyOrder(20_000, 0, 0, 0);
            assertThat(Connections.count(connection, "once")).isEqualTo(20_000);
        }
    }

    private static int load(int number, String table) throws SQLException {
        String name = table + "-" + number + ".parquet";
        Path file = ParquetFiles.numbered(directory.resolve(name), 1000 * number, 1000 * number + 1000);
        try (Connection own = Connections.open(server)) {
            Connections.execute(own, "put file://" + file + " @st auto_compress = false");
            return Connections.update(own,
                    "copy into " + table + " from @st files = ('" + name + "')" + COPY_OPTIONS);
        }
    }

    private static <T> List<T> inParallel(int threads, Work<T> work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<T>> tasks = new ArrayList<>();
            for (int number = 0; number < threads; number++) {
                int own = number;
                tasks.add(() -> work.of(own));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> result : executor.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }

    private interface Work<T> {

        T of(int number) throws Exception;
    }
}
