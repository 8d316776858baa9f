package io.gatehouse.cli.convert;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gatehouse.cli.convert.parts.ImportFailure;
import io.gatehouse.cli.convert.parts.ImportRequest;
import io.gatehouse.cli.convert.parts.ImportedParts;
import io.gatehouse.config.YamlComposer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Any bytes are either refused with a sentence, or become sections that can be read again. */
class ImportFuzzTest {
    private static final String SECRET = "a-secret-that-nobody-prints";

    @FuzzTest
    void natsServer(byte[] bytes) throws IOException {
        read(SourceFormat.NATS_SERVER, bytes);
    }

    @FuzzTest
    void htpasswd(byte[] bytes) throws IOException {
        read(SourceFormat.HTPASSWD, bytes);
    }

    @FuzzTest
    void natsIamBroker(byte[] bytes) throws IOException {
        read(SourceFormat.NATS_IAM_BROKER, bytes);
    }

    @FuzzTest
    void mosquittoGoAuth(byte[] bytes) throws IOException {
        read(SourceFormat.MOSQUITTO_GO_AUTH, bytes);
    }

    @FuzzTest
    void emqx(byte[] bytes) throws IOException {
        read(SourceFormat.EMQX, bytes);
    }

    private static void read(SourceFormat format, byte[] bytes) throws IOException {
        Path folder = Files.createTempDirectory("gatehouse-import-");
        Path file = Files.write(folder.resolve("source"), bytes);
        ImportedParts parts = new ImportedParts();
        try {
            format.reader().read(new ImportRequest(List.of(file), "APP", Map.of()), parts);
        } catch (ImportFailure e) {
            assertThat(e.getMessage()).isNotEmpty().doesNotContain(SECRET);
        } finally {
            Files.delete(file);
            Files.delete(folder);
        }
        parts.shareNames();
        assertThat(YamlComposer.compose("gatehouse.yaml", parts.settings())).isNotNull();
        assertThat(parts.report().entries())
                .allSatisfy(entry -> assertThat(entry.toString()).doesNotContain(SECRET, "\n", "\u001b"));
    }
}
