package io.github.imednet.snowflake.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.DocumentTables;
import io.github.imednet.snowflake.run.ReconciliationReport;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A study's meters have the names that the docs tell, for Micrometer and for Prometheus. */
class MetersTest {

    private static final Pattern SAMPLE = Pattern.compile("(?m)^(imednet_export_\\w+)\\{");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final StudyMeters meters = new StudyMeters(registry, Tags.of("study", "S", "route", "export-records"));

    @Test
    void everyMeterIsAContract() throws Exception {
        Set<List<Object>> there = new HashSet<>();
        registry.getMeters().stream().map(Meter::getId).forEach(id -> there.add(List.of(
                id.getType().name(),
                id.getName(),
                Optional.ofNullable(id.getBaseUnit()).stream().toList(),
                id.getTags().stream().map(Tag::getKey).collect(Collectors.toSet()))));
        Set<List<Object>> listed = new HashSet<>();
        for (List<String> row : new DocumentTables("contracts.md").rows("Meters")) {
            DocumentTables.names(row.get(1)).forEach(meter -> listed.add(List.of(
                    DocumentTables.names(row.get(0)).get(0),
                    meter,
                    DocumentTables.names(row.get(2)),
                    Set.copyOf(DocumentTables.names(row.get(3))))));
        }

        assertThat(there).isEqualTo(listed);
    }

    @Test
    void prometheusReadsThemUnderTheNamesThatOperatorsAreTold() throws Exception {
        Set<String> read = SAMPLE.matcher(registry.scrape())
                .results()
                .map(sample -> sample.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> told = new TreeSet<>();
        for (List<String> row : new DocumentTables("operations.md").rows("Health and metrics")) {
            List<String> names = DocumentTables.names(row.get(0));
            names.forEach(name -> told.add(
                    name.startsWith("_") ? names.get(0).replaceFirst("_count$", name) : name));
        }
        told.removeIf(name -> !name.startsWith("imednet_export_"));

        assertThat(told).isEqualTo(read);
    }

    @Test
    void whatOneListLacksIsNotMadeUpForByWhatAnotherHasTooMuch() {
        meters.reconciled("sites", "full", counted(7, 7, 6));
        meters.reconciled("users", "full", counted(9, 9, 10));
        meters.reconciled("records", "incremental", counted(100, 3, 98));

        assertThat(registry.get("imednet.export.reconciliation.missing").gauge().value()).isEqualTo(1 + 2);
    }

    private static ReconciliationReport counted(long announced, long rowsInFiles, long rowsInTable) {
        return new ReconciliationReport(
                announced, announced, 1, rowsInFiles, rowsInFiles, rowsInFiles, rowsInTable, rowsInTable, rowsInTable,
                List.of());
    }

    @Test
    void noneIsLeftWhenTheyAreClosed() {
        assertThat(new HashSet<>(registry.getMeters())).isNotEmpty();

        meters.close();

        assertThat(registry.getMeters()).isEmpty();
    }
}
