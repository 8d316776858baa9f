package io.gatehouse.directory.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.KeycloakServer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the guide says of Keycloak, with a server of the test in the place of its example's. */
record KeycloakPage(KeycloakServer keycloak, Path folder) {
    private static final Path GUIDE = Path.of("..", "..", "docs", "guides", "oidc.md");
    private static final String EXAMPLE = "https://id.example.com";
    private static final int LIMIT_MINUTES = 4;

    /** The block of that language in the section. */
    private String block(String language) throws IOException {
        String text = Files.readString(GUIDE);
        String section = text.substring(text.indexOf("\n## Keycloak\n"));
        Matcher block =
                Pattern.compile("(?s)\n```" + language + "\n(.*?)\n```\n").matcher(section);
        assertThat(block.find()).as("a block of %s", language).isTrue();
        return block.group(1).replace(EXAMPLE, keycloak.url());
    }

    /** Does what it says is to be done at Keycloak. */
    void setUp() throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder("bash", "-euc", block("bash"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("PATH", KeycloakServer.programs() + File.pathSeparator + System.getenv("PATH"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("ADMIN_PASSWORD", KeycloakServer.ADMIN_PASSWORD);
        Process process = builder.start();
        boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended && process.exitValue() == 0)
                .as("%s", Files.readString(output, StandardCharsets.UTF_8))
                .isTrue();
    }

    /** What it says is to be configured for the directory. */
    String configuration() throws IOException {
        String yaml = block("yaml");
        return yaml.substring(yaml.indexOf("    issuer:"))
                        .replace("\n    ", "\n")
                        .strip() + "\n";
    }
}
