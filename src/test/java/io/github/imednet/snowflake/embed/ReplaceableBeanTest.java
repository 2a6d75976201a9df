package io.github.imednet.snowflake.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.imednet.snowflake.DocumentTables;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.routes.BuiltInRoutes;
import io.github.imednet.snowflake.run.ExportSummary;
import io.github.imednet.snowflake.run.LocalServers;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.dataformat.parquet.avro.ParquetAvroDataFormat;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beans of the host's in place of the built-in ones. */
class ReplaceableBeanTest {

    /** A policy that says how often it was asked for a wait. */
    private static final class CountedWaits extends RedeliveryPolicy {
        private static final long serialVersionUID = 1L;
        private final transient AtomicInteger waits = new AtomicInteger();

        @Override
        public long calculateRedeliveryDelay(long previousDelay, int redeliveryCounter) {
            waits.incrementAndGet();
            return 0;
        }
    }

    private static final class CountedFiles extends ParquetAvroDataFormat {
        private final AtomicInteger files = new AtomicInteger();

        @Override
        public void marshal(Exchange exchange, Object graph, OutputStream stream) throws Exception {
            files.incrementAndGet();
            super.marshal(exchange, graph, stream);
        }
    }

    @Test
    void theDocsListJustTheseAndTheirTypes() throws Exception {
        List<List<String>> rows = new DocumentTables("embedding.md").rows("Beans of your own");

        assertThat(rows.stream().collect(Collectors.toMap(
                        row -> DocumentTables.names(row.get(0)).get(0),
                        row -> DocumentTables.names(row.get(1)).get(0))))
                .isEqualTo(Arrays.stream(ReplaceableBean.values())
                        .collect(Collectors.toMap(ReplaceableBean::bean, ReplaceableBean::type)));
    }

    @Test
    void eachIsABuiltInBean() throws Exception {
        String routes = String.join("\n", BuiltInRoutes.texts().values());

        assertThat(ReplaceableBean.values())
                .allSatisfy(bean -> assertThat(routes).contains("    - name: " + bean.bean() + "\n"));
    }

    @Test
    void anExportWorksWithThemAndLeavesThemToTheHost(@TempDir Path directory) throws Exception {
        CountedWaits waits = new CountedWaits();
        waits.setMaximumRedeliveries(7);
        CountedFiles files = new CountedFiles();
        try (LocalServers servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(700));
                DefaultCamelContext context = new DefaultCamelContext()) {
            servers.failImednet("status:code=503,on=page=1,times=6");
            Map<String, String> settings = new HashMap<>(servers.settings());
            settings.put("export.max-retries", "0");
            settings.put("export.manifest-path", directory.resolve("manifest.jsonl").toString());
            ExportRoutes nightly = ExportRoutes.named("nightly")
                    .withBean("retrying", waits).withBean("recordParquet", files).withSettings(settings);
            nightly.addTo(context);
            context.start();

            ExportSummary summary = context.createFluentProducerTemplate()
                    .withHeader("studyKey", "SAMPLE").to(nightly.uri("export-records")).request(ExportSummary.class);

            assertThat(summary.reconciled()).isTrue();
            assertThat(files.files.get()).isEqualTo(summary.batches());
            assertThat(waits.waits.get()).isEqualTo(6);
            assertThat(context.getRegistry().lookupByName("nightly-retrying")).isSameAs(waits);
        }
    }

    /** The routes of ingestions have retries of their own. */
    @Test
    void aBeanThatTheRoutesDoNotHaveIsRefused() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            ExportRoutes files = ExportRoutes.ofIngestions("files").withBean("retrying", new RedeliveryPolicy());

            assertThatIllegalArgumentException().isThrownBy(() -> files.addTo(context))
                    .withMessageStartingWith("These routes do not have the bean retrying: in them can be replaced ")
                    .withMessageContaining("retryingWrites")
                    .withMessageNotContaining("recordParquet");
            assertThat(context.getRegistry().lookupByName("files-retrying")).isNull();
        }
    }

    @Test
    void anyOtherNameAndAnObjectOfAnotherTypeAreRefused() {
        ExportRoutes nightly = ExportRoutes.named("nightly");

        assertThatIllegalArgumentException().isThrownBy(() -> nightly.withBean("retryin", new RedeliveryPolicy()))
                .withMessageContaining("retryin that can be replaced: is retrying meant?");
        assertThatIllegalArgumentException().isThrownBy(() -> nightly.withBean("runLock", new Object()))
                .withMessageContaining("There is no bean runLock that can be replaced");
        assertThatIllegalArgumentException().isThrownBy(() -> nightly.withBean("s3Client", "a text"))
                .withMessageContaining("The bean s3Client is a software.amazon.awssdk.services.s3.S3Client, not a");
    }
}
