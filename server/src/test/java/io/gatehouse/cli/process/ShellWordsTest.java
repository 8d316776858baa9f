package io.gatehouse.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** How commands are printed that are to be typed. */
class ShellWordsTest {
    @Test
    void whatAShellTakesAsItIsHasNoQuotes() {
        assertThat(ShellWords.of("-c", Path.of("conf/gatehouse.yaml"), "accounts.APP1.signing_key", "ABC"))
                .isEqualTo("-c conf/gatehouse.yaml accounts.APP1.signing_key ABC");
    }

    @Test
    void everythingElseIsOneWordAllTheSame() {
        assertThat(ShellWords.of("my dir/g.yaml", "$(id)", "it's", ""))
                .isEqualTo("'my dir/g.yaml' '$(id)' 'it'\\''s' ''");
    }
}
