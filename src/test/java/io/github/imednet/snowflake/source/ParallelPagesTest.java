package io.github.imednet.snowflake.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ParallelPagesTest {

    private final ParallelPages pages = new ParallelPages(OptionalInt.empty());
    private long clock;

    @Test
    void oneMoreAfterEachRoundOfAnswersThatCameAsQuicklyAndNeverMoreThanSixteen() {
        List<Integer> told = new ArrayList<>();
        pages.onChange(told::add);

        answers(4, 100);
        assertThat(pages.limit()).isEqualTo(5);
        answers(4, 100);
        assertThat(pages.limit()).isEqualTo(5);
        answers(1, 100);
        assertThat(pages.limit()).isEqualTo(6);
        answers(500, 100);

        assertThat(pages.limit()).isEqualTo(16);
        assertThat(told).containsExactly(5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
    }

    @Test
    void noMoreWhileTheApiIsSlowerThanItWas() {
        answers(4, 100);
        answers(500, 200);
        assertThat(pages.limit()).isEqualTo(5);

        answers(5, 120);
        assertThat(pages.limit()).isEqualTo(6);
    }

    @Test
    void halfAsManyAfterTooManyRequestsOnceForAllThatWereUnderWay() {
        answers(4 + 5 + 6 + 7, 100);
        assertThat(pages.limit()).isEqualTo(8);

        pages.answered(429, clock, clock + 10);
        pages.answered(429, clock + 5, clock + 20);
        clock += 30;
        assertThat(pages.limit()).isEqualTo(4);

        pages.answered(429, clock, clock + 10);
        assertThat(pages.limit()).isEqualTo(2);
        clock += 20;
        pages.answered(429, clock, ++clock);
        pages.answered(429, clock, ++clock);
        assertThat(pages.limit()).isEqualTo(1);
    }

    @Test
    void afterTooManyRequestsMoreAreTriedOnlyMuchLater() {
        answers(4, 100);
        pages.answered(429, clock, ++clock);
        assertThat(pages.limit()).isEqualTo(2);

        answers(15, 100);
        assertThat(pages.limit()).isEqualTo(2);
        answers(1, 100);
        assertThat(pages.limit()).isEqualTo(3);
    }

    @Test
    void whatIsSetStays() {
        ParallelPages set = new ParallelPages(OptionalInt.of(7));

        for (int answer = 0; answer < 100; answer++) {
            set.answered(200, answer, answer + 1L);
        }
        set.answered(429, 200, 201);

        assertThat(set.limit()).isEqualTo(7);
    }

    private void answers(int count, long nanos) {
        for (int answer = 0; answer < count; answer++) {
            pages.answered(200, clock, clock + nanos);
            clock += nanos;
        }
    }
}
