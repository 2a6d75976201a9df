package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What sessions remember of the catalog together is never older than what all of them see. */
class CatalogMemoryTest {

    private final AtomicLong version = new AtomicLong();
    private final CatalogMemory<String, String> memory = new CatalogMemory<>(version);

    @Test
    void whatIsCommittedIsReadOnceForEachVersion() throws Exception {
        assertThat(memory.get("T", () -> true, () -> "first")).isEqualTo("first");
        assertThat(memory.get("T", () -> true, () -> "again")).isEqualTo("first");
        version.incrementAndGet();
        assertThat(memory.get("T", () -> true, () -> "second")).isEqualTo("second");
    }

    /** A transaction that writes reads the catalog as it was when it began. */
    @Test
    void whatATransactionReadsThatOthersWentPastIsNotKept() throws Exception {
        long begun = version.get();
        version.incrementAndGet();
        assertThat(memory.get("T", () -> version.get() == begun, () -> "of the transaction"))
                .isEqualTo("of the transaction");
        assertThat(memory.get("T", () -> true, () -> "of all")).isEqualTo("of all");
        assertThat(memory.get("T", () -> version.get() == begun, () -> "of the transaction"))
                .isEqualTo("of the transaction");
    }

    @Test
    void whatIsCommittedWhileItIsReadIsReadAgain() throws Exception {
        assertThat(memory.get("T", () -> true, () -> {
            version.incrementAndGet();
            return "before";
        })).isEqualTo("before");
        assertThat(memory.get("T", () -> true, () -> "after")).isEqualTo("after");
    }
}
