package io.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A secret that stays keeps what there is for it. */
class PerSecretTest {
    private final List<String> made = new ArrayList<>();
    private final List<String> added = new ArrayList<>();
    private final List<String> gone = new ArrayList<>();
    private final PerSecret<String> held = new PerSecret<>(secret -> {
        made.add(secret.reveal());
        return "for " + secret.reveal();
    });

    private boolean use(String lines) {
        return held.use(Secret.of(lines).lines(), added::add, gone::add);
    }

    @Test
    void onlyWhatIsNewIsMadeAndOnlyWhatIsHeldNoMoreGoes() {
        assertThat(held.isEmpty()).isTrue();
        assertThat(use("old")).isTrue();
        assertThat(use("new\nold")).isTrue();
        assertThat(held.all()).containsExactly("for new", "for old");
        assertThat(use("new")).isTrue();

        assertThat(held.all()).containsExactly("for new");
        assertThat(made).containsExactly("old", "new");
        assertThat(added).containsExactly("for old", "for new");
        assertThat(gone).containsExactly("for old");
    }

    @Test
    void itIsToldWhenNoneOfThoseBeforeIsHeld() {
        assertThat(use("old\nolder")).isTrue();

        assertThat(use("new\nnewer")).isFalse();
        assertThat(use("")).isFalse();
        assertThat(held.isEmpty()).isTrue();
        assertThat(use("another")).isTrue();
    }
}
