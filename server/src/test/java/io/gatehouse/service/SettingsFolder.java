package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A folder with a {@code gatehouse.yaml} that is written and loaded, in an environment that a test may add to. */
record SettingsFolder(Path dir, Map<String, String> environment) {
    GatehouseSettings load(String yaml) throws IOException {
        Path file = dir.resolve("gatehouse.yaml");
        Files.writeString(file, yaml);
        return new SettingsLoader(environment, Path.of("/")).load(file);
    }

    /** What is wrong with it, without the folder's name. */
    List<String> problems(String yaml) {
        ConfigException thrown = catchThrowableOfType(ConfigException.class, () -> load(yaml));
        assertThat(thrown).as("a ConfigException").isNotNull();
        return thrown.problems().stream()
                .map(problem -> problem.replace(dir + "/", ""))
                .toList();
    }
}
