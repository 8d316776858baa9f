package io.gatehouse.directory.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UrlRotationTest {
    private static final long NOW = System.nanoTime();

    private final UrlRotation rotation =
            new UrlRotation(List.of(WebUrl.parse("http://a/"), WebUrl.parse("http://b/"), WebUrl.parse("http://c/")));

    @Test
    void everyServerHasItsTurn() {
        assertThat(List.of(rotation.order(NOW), rotation.order(NOW), rotation.order(NOW), rotation.order(NOW)))
                .containsExactly(List.of(0, 1, 2), List.of(1, 2, 0), List.of(2, 0, 1), List.of(0, 1, 2));
    }

    @Test
    void oneThatFailedIsAskedLastForAWhile() {
        rotation.note(0, false, NOW);
        assertThat(rotation.order(NOW)).containsExactly(1, 2, 0);
        assertThat(rotation.order(NOW)).containsExactly(1, 2, 0);
        long later = NOW + UrlRotation.REST.toNanos() + 1;
        assertThat(rotation.order(later)).containsExactly(2, 0, 1);
        assertThat(rotation.order(later)).containsExactly(0, 1, 2);
    }

    @Test
    void oneThatAnswersAgainHasItsTurnAtOnce() {
        rotation.note(0, false, NOW);
        rotation.note(0, true, NOW);
        assertThat(rotation.order(NOW)).containsExactly(0, 1, 2);
    }
}
