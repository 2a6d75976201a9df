package io.github.imednet.snowflake.local.imednet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OrderCacheTest {

    private final OrderCache cache = new OrderCache();
    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void rowsAreReadOnceForAllPagesOfAList() throws IOException {
        Rows rows = sites(10);
        cache.order(rows, sortedBy("siteName"));
        cache.order(rows, sortedBy("siteName").withPage(1));
        assertThat(reads).hasValue(10);
    }

    @Test
    void otherRowsSortsAndFiltersAreOtherLists() throws IOException {
        Rows rows = sites(10);
        Filter filter = Filter.onAttributes("siteName==x", Resource.SITES);
        cache.order(rows, sortedBy("siteName"));
        assertThat(cache.order(sites(5), sortedBy("siteName")).count()).isEqualTo(5);
        assertThat(cache.order(rows, sortedBy("dateCreated")).count()).isEqualTo(10);
        assertThat(cache.order(rows, sortedBy("siteName").withFilter(filter)).count()).isZero();
        assertThat(reads).hasValue(35);
    }

    @Test
    void whatWasNotUsedForLongestIsForgottenFirst() throws IOException {
        Rows first = sites(10);
        Rows second = sites(10);
        cache.order(first, sortedBy("siteName"));
        cache.order(second, sortedBy("siteName"));
        for (int other = 0; other < 62; other++) {
            cache.order(sites(1), sortedBy("siteName"));
        }
        cache.order(first, sortedBy("siteName"));
        cache.order(sites(1), sortedBy("siteName"));
        assertThat(reads).hasValue(83);
        cache.order(first, sortedBy("siteName"));
        assertThat(reads).hasValue(83);
        cache.order(second, sortedBy("siteName"));
        assertThat(reads).hasValue(93);
    }

    private Rows sites(int count) {
        return new Rows() {
            @Override
            public int count() {
                return count;
            }

            @Override
            public void write(int first, int rows, JsonBuffer out) {
                reads.incrementAndGet();
                out.raw("{\"siteId\":").number(first).raw(",\"siteName\":\"Site\"}");
            }
        };
    }

    private static Listing sortedBy(String attribute) {
        return new Listing(Resource.SITES, 0, 5, Sort.of(List.of(attribute), Resource.SITES), List.of());
    }
}
