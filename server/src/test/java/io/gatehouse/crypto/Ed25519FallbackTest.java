package io.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Runs the choice in processes where the native library cannot be had. */
class Ed25519FallbackTest {
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @Test
    void takesBouncyCastleWhereTheProviderIsNotOnTheClassPath() throws Exception {
        String without = Arrays.stream(CLASS_PATH.split(File.pathSeparator))
                .filter(entry -> !entry.contains("AmazonCorretto"))
                .collect(Collectors.joining(File.pathSeparator));

        assertThat(run("-cp", without))
                .matches("Bouncy Castle [0-9.]+ \\(not Amazon Corretto Crypto Provider: "
                        + "java.lang.NoClassDefFoundError: .*\\) works");
    }

    @Test
    void takesBouncyCastleWhereTheNativeLibraryDoesNotLoad() throws Exception {
        assertThat(run("-cp", CLASS_PATH, "-Dcom.amazon.corretto.crypto.provider.useExternalLib=true"))
                .matches("Bouncy Castle [0-9.]+ \\(not Amazon Corretto Crypto Provider: "
                        + "its native library did not load: .*\\) works");
    }

    @Test
    void takesBouncyCastleWhereThePropertyNamesIt() throws Exception {
        assertThat(run("-cp", CLASS_PATH, "-Dgatehouse.ed25519=bouncycastle"))
                .matches("Bouncy Castle [0-9.]+ \\(as asked for by gatehouse.ed25519\\) works");
    }

    private static String run(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m"));
        command.addAll(List.of(options));
        command.add(Probe.class.getName());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return out.strip();
    }

    /** Says which library was chosen and that it signs. */
    static final class Probe {
        private Probe() {}

        public static void main(String[] args) {
            SigningKey key = SigningKey.generate(NkeyKind.USER);
            byte[] signature = key.sign(new byte[10], 0, 10);
            boolean works = Ed25519.fastest().verify(key.publicKey(), new byte[10], 0, 10, signature);
            System.out.println(Ed25519.fastest().name() + (works ? " works" : " does not work"));
        }
    }
}
