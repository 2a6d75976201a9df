package io.github.imednet.snowflake.local.imednet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyFolderTest {

    @TempDir
    private Path folder;

    @Test
    void entitiesAreServedAsTheyAreWrittenOneALine() throws IOException {
        StudyFiles files = new StudyFiles(folder).text("sites",
                "{\"siteId\":1, \"siteName\":\"Ünï\\u00e7ode\"}\r\n\n{\"siteId\":2}\n\r\n\n{\"siteId\":3}");
        try (StudyData data = files.open()) {
            Rows sites = data.rows(Resource.SITES);
            assertThat(sites.count()).isEqualTo(3);
            assertThat(text(sites, 0, 3))
                    .isEqualTo("{\"siteId\":1, \"siteName\":\"Ünï\\u00e7ode\"},{\"siteId\":2},{\"siteId\":3}");
            assertThat(text(sites, 1, 1)).isEqualTo("{\"siteId\":2}");
            assertThat(text(sites, 3, 0)).isEmpty();
        }
    }

    @Test
    void entitiesMayBeginAnywhereInTheChunksTheFileIsReadIn() throws IOException {
        String[] sites = IntStream.range(0, 5_000)
                .mapToObj(id -> "{\"siteId\":" + id + ",\"siteName\":\"" + "x".repeat(id % 97) + "\"}")
                .toArray(String[]::new);
        try (StudyData data = new StudyFiles(folder).lines("sites", sites).open()) {
            Rows rows = data.rows(Resource.SITES);
            assertThat(rows.count()).isEqualTo(sites.length);
            assertThat(IntStream.range(0, sites.length).mapToObj(position -> text(rows, position, 1)))
                    .containsExactly(sites);
        }
    }

    @Test
    void entitiesMayBeginInAnyOfTheSegmentsTheFileIsMappedIn() throws IOException {
        String[] sites = IntStream.range(100, 200).mapToObj(id -> "{\"siteId\":" + id + "}").toArray(String[]::new);
        new StudyFiles(folder).lines("sites", sites);
        Rows rows = FileRows.open(folder.resolve("sites.ndjson.gz"), "siteId", 64, 40);
        assertThat(IntStream.range(0, sites.length).mapToObj(position -> text(rows, position, 1)))
                .containsExactly(sites);
        assertThat(IntStream.range(0, sites.length - 1).mapToObj(position -> text(rows, position, 2)))
                .allMatch(pair -> pair.matches("\\{\"siteId\":\\d+},\\{\"siteId\":\\d+}"));
    }

    @Test
    void rowsThatAreStoredByAscendingIdAreKnownToBe() throws IOException {
        StudyFiles files = new StudyFiles(folder)
                .lines("sites", "{\"siteId\":2}", "{\"siteId\":10}")
                .lines("forms", "{\"formId\":10}", "{\"formId\":2}")
                .lines("visits", "{\"visitId\":1}", "{\"visitId\":1}")
                .lines("users", "{\"login\":\"x\"}");
        try (StudyData data = files.open()) {
            assertThat(data.rows(Resource.SITES).ascendingBy()).contains("siteId");
            assertThat(data.rows(Resource.FORMS).ascendingBy()).isEmpty();
            assertThat(data.rows(Resource.VISITS).ascendingBy()).isEmpty();
            assertThat(data.rows(Resource.USERS).ascendingBy()).isEmpty();
        }
    }

    @Test
    void whatHasChangedIsFoundWithoutReadingBlocksOfOlderEntities() throws IOException {
        String[] records = IntStream.range(0, 3_000)
                .mapToObj(id -> id % 7 == 3
                        ? "{\"recordId\":" + id + "}"
                        : "{\"recordId\":%d,\"dateModified\":\"2024-02-%02d 10:00:00\"}"
                                .formatted(id, id / 512 == 2 ? 9 : id % 5 + 1))
                .toArray(String[]::new);
        try (StudyData data = new StudyFiles(folder).lines("records", records).open()) {
            Rows rows = data.rows(Resource.RECORDS);
            assertThat(rows.nextChanged(0, "2024-02-06")).isEqualTo(1024);
            assertThat(rows.nextChanged(1_100, "2024-02-06")).isEqualTo(1_100);
            assertThat(rows.nextChanged(1_536, "2024-02-06")).isGreaterThanOrEqualTo(records.length);
            for (int day = 1; day <= 10; day++) {
                String since = "2024-02-%02d".formatted(day);
                Filter filter = Filter.onAttributes("dateModified>=" + since + "T10:00:00Z", Resource.RECORDS);
                Order found = new OrderFinder(rows, Listing.byId(Resource.RECORDS).withFilter(filter)).find();
                assertThat(IntStream.range(0, found.count()).map(found::position).toArray())
                        .isEqualTo(IntStream.range(0, records.length)
                                .filter(id -> isSince(records[id], since))
                                .toArray());
            }
        }
    }

    private static boolean isSince(String record, String day) {
        int date = record.indexOf("2024-");
        return date >= 0 && record.substring(date).compareTo(day) >= 0;
    }

    @Test
    void aListWithoutAFileIsEmptyAndSoIsAnEmptyFile() throws IOException {
        try (StudyData data = new StudyFiles(folder).text("forms", "").open()) {
            assertThat(data.rows(Resource.FORMS).count()).isZero();
            assertThat(data.rows(Resource.RECORDS).count()).isZero();
        }
    }

    @Test
    void aFolderWithoutAStudyIsRefused() {
        assertThatThrownBy(() -> StudyData.folder(folder))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("studies.ndjson.gz");
    }

    @Test
    void aFileThatIsNotCompressedOrNotJsonIsRefusedByName() throws IOException {
        StudyFiles files = new StudyFiles(folder).lines("sites", "{\"siteId\":1}", "siteId 2");
        assertThatThrownBy(files::open).isInstanceOf(IOException.class).hasMessageContaining("sites.ndjson.gz");
        files.lines("sites", "{\"siteId\":1}");
        Files.writeString(folder.resolve("forms.ndjson.gz"), "{\"formId\":1}\n");
        assertThatThrownBy(files::open).isInstanceOf(IOException.class).hasMessageContaining("forms.ndjson.gz");
    }

    private static String text(Rows rows, int first, int count) {
        try {
            JsonBuffer out = new JsonBuffer(1);
            rows.write(first, count, out);
            return out.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
