package com.example.badge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guide shows the sample as it is. */
class GuideTest {
    @ParameterizedTest
    @ValueSource(strings = {"BadgeDirectoryType", "BadgeDirectory"})
    void hasTheCode(String name) throws IOException {
        String guide = Files.readString(Path.of("../../docs/guides/own-directory.md"));
        String code = Files.readString(Path.of("src/main/java/com/example/badge/" + name + ".java"));

        assertThat(guide).contains("cat > com/example/badge/" + name + ".java <<'END'\n" + code + "END\n");
    }
}
