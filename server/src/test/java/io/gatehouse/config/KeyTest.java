package io.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatehouse.config.Section.Placed;
import io.gatehouse.crypto.NkeyKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyTest {
    private static final Key<Duration> TTL =
            Key.duration("ttl", "5m", "0s", "24h").help("For how long.");

    private enum Choice {
        ONE,
        TWO_AND,
        THREE
    }

    @Test
    void hasItsDefaultAsAValue() {
        assertThat(TTL.standard()).isEqualTo(Duration.ofMinutes(5));
        assertThat(Key.size("bytes", "", "1B", "1KiB").byDefault()).isNull();
        assertThat(Key.list("list", "a,b").standard()).containsExactly("a", "b");
    }

    @Test
    void holdsValuesToItsBounds() {
        TTL.require(Duration.ofHours(24));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TTL.require(Duration.ofHours(25)))
                .withMessage("ttl: '25h' is not between 0s and 1d");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Key.count("n", "1", 1, 5).require(6))
                .withMessage("n: '6' is not a whole number between 1 and 5");
    }

    @Test
    void knowsWhatThereIsToChooseFrom() {
        Key<Choice> key = Key.choice("which", Choice.TWO_AND);

        assertThat(key.words()).isEqualTo("one, two_and or three");
        assertThat(key.choices()).containsExactly("one", "two_and", "three");
        assertThat(key.standard()).isEqualTo(Choice.TWO_AND);
        assertThat(Key.flag("on", true).choices()).containsExactly("true", "false");
        assertThat(Key.signingKey("seed", NkeyKind.USER).choices()).isEmpty();
    }

    @Test
    void aSectionPlacesItsKeysInTheirOrder() {
        Section root = Section.of(
                "",
                Key.text("name", "").help("What it is called."),
                Section.of("each", Section.of(Section.EACH, TTL)),
                Section.moved("old.place", "each.*.ttl"));

        assertThat(root.keys()).extracting(Placed::path).containsExactly("name", "each.*.ttl", "old.place");
        assertThat(root.keys())
                .extracting(Placed::variable)
                .containsExactly("GATEHOUSE_NAME", "GATEHOUSE_EACH_*_TTL", "GATEHOUSE_OLD_PLACE");
        assertThat(root.keys()).extracting(placed -> placed.key().isMoved()).isEqualTo(List.of(false, false, true));
    }
}
