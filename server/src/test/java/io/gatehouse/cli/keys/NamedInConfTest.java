package io.gatehouse.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.cli.place.RecordsFailure;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that cannot be read does not say that a key is not in it. */
class NamedInConfTest {
    private final Nkey key = SigningKey.generate(NkeyKind.ACCOUNT).publicKey();

    @TempDir
    private Path dir;

    @Test
    void theDefaultSentinelIsLookedAtOrNotKnown() throws Exception {
        Path conf = Files.writeString(dir.resolve("server.conf"), "port: 4222");
        assertThat(NamedInConf.isDefaultSentinel(key, conf, Map.of())).isFalse();

        Files.writeString(conf, "default_sentinel: abc");
        assertThatThrownBy(() -> NamedInConf.isDefaultSentinel(key, conf, Map.of()))
                .isInstanceOf(RecordsFailure.class)
                .hasMessageContaining("default_sentinel cannot be used");
        Files.writeString(conf, "port: {");
        assertThatThrownBy(() -> NamedInConf.isDefaultSentinel(key, conf, Map.of()))
                .isInstanceOf(RecordsFailure.class)
                .hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> NamedInConf.isDefaultSentinel(key, dir.resolve("none"), Map.of()))
                .isInstanceOf(RecordsFailure.class);
    }
}
