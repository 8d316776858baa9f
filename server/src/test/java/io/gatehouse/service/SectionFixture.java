package io.gatehouse.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** One section of a configuration, behind what every configuration needs. */
abstract class SectionFixture {
    @TempDir
    Path dir;

    private final String base;
    private final String section;

    /**
     * @param base what comes before the section
     * @param section its name
     */
    SectionFixture(String base, String section) {
        this.base = base;
        this.section = section;
    }

    /** The configuration with more behind the base. */
    GatehouseSettings load(String yaml) throws IOException {
        return new SettingsFolder(dir, Map.of()).load(base + yaml);
    }

    /** What is wrong with a section of these keys. */
    List<String> problems(String keys) {
        return new SettingsFolder(dir, Map.of()).problems(base + section + ": {" + keys + "}\n");
    }
}
