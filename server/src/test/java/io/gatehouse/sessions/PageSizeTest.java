package io.gatehouse.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageSizeTest {
    private static final int KIB = 1024;

    private final PageSize pages = new PageSize();

    @Test
    void pagesOfSessionsAsTheyAreAreLarge() {
        assertThat(pages.first(pages.care())).isEqualTo(256);
        assertThat(pages.next(1, 256, 256 * 350)).isEqualTo(4_096);
    }

    @Test
    void pagesOfSessionsOfWhichMuchIsToldAreSmall() {
        assertThat(pages.next(1, 256, 256 * 24 * KIB)).isEqualTo(341);
        assertThat(pages.next(1, 256, 256 * 8_000 * KIB)).isEqualTo(16);
        assertThat(pages.next(1, 0, 0)).isEqualTo(4_096);
    }

    @Test
    void afterAnAnswerThatDidNotComeTheyAreSmallerUntilAllHaveCome() {
        pages.missed(pages.care());
        assertThat(pages.first(pages.care())).isEqualTo(32);
        assertThat(pages.next(pages.care(), 32, 32 * 350)).isEqualTo(512);

        pages.missed(pages.care());
        pages.missed(pages.care());
        assertThat(pages.first(pages.care())).isEqualTo(16);
        assertThat(pages.next(pages.care(), 16, 16 * 350)).isEqualTo(64);

        pages.whole(pages.care());
        assertThat(pages.first(pages.care())).isEqualTo(256);
    }

    @Test
    void questionsThatWereAskedAtOnceAreOneMiss() {
        int care = pages.care();
        pages.missed(care);
        pages.missed(care);
        assertThat(pages.care()).isEqualTo(8);

        pages.whole(care);
        assertThat(pages.care()).isEqualTo(8);
    }
}
