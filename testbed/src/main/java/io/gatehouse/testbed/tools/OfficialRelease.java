package io.gatehouse.testbed.tools;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLConnection;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The archive of the project's own release, fetched over TLS and checked against the SHA-256 that the release's
 * {@code SHA256SUMS} gives for it.
 */
final class OfficialRelease implements ToolSource {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(4);
    private static final Duration READ_LIMIT = Duration.ofSeconds(10);
    private static final Duration SUMS_LIMIT = Duration.ofSeconds(12);
    private static final Duration ARCHIVE_LIMIT = Duration.ofMinutes(3);
    private static final int MAX_SUMS_BYTES = 1 << 20;
    private static final int MAX_ARCHIVE_BYTES = 64 << 20;
    private static final Map<String, String> SYSTEMS = Map.of("linux", "linux", "mac", "darwin", "freebsd", "freebsd");
    private static final Map<String, String> PROCESSORS =
            Map.of("amd64", "amd64", "x86_64", "amd64", "aarch64", "arm64", "arm64", "arm64", "riscv64", "riscv64");

    private final URI releases;
    private final String platform;

    OfficialRelease(URI releases, String platform) {
        this.releases = releases;
        this.platform = platform;
    }

    static OfficialRelease ofNatsServer() {
        return new OfficialRelease(
                URI.create("https://github.com/nats-io/nats-server/releases/download/"),
                platform(System.getProperty("os.name"), System.getProperty("os.arch")));
    }

    @Override
    public String name() {
        return "the official release";
    }

    @Override
    public boolean offers(ToolSpec spec) {
        return spec.isServer();
    }

    @Override
    public Path fetch(ToolSpec spec, Path workspace) throws FetchException, IOException, InterruptedException {
        if (platform.isEmpty()) {
            throw new FetchException("there is none that we know for this operating system and processor");
        }
        String tag = "v" + spec.pinned();
        String folder = spec.command() + "-" + tag + "-" + platform;
        String expected = expectedSum(tag, folder + ".tar.gz");
        byte[] archive = bytes(releases.resolve(tag + "/" + folder + ".tar.gz"), MAX_ARCHIVE_BYTES, ARCHIVE_LIMIT);
        checkSum(archive, expected, folder + ".tar.gz");
        return unpack(archive, folder + "/" + spec.command(), workspace.resolve(spec.fileName()));
    }

    private String expectedSum(String tag, String file) throws FetchException, IOException, InterruptedException {
        byte[] sums = bytes(releases.resolve(tag + "/SHA256SUMS"), MAX_SUMS_BYTES, SUMS_LIMIT);
        return new String(sums, StandardCharsets.US_ASCII)
                .lines()
                .filter(line -> line.matches("[0-9a-fA-F]{64} [ *]" + Pattern.quote(file)))
                .map(line -> line.substring(0, 64).toLowerCase(Locale.ROOT))
                .findFirst()
                .orElseThrow(() -> new FetchException("SHA256SUMS of " + tag + " does not name " + file));
    }

    private static void checkSum(byte[] archive, String expected, String file) throws FetchException {
        String actual = HexFormat.of().formatHex(sha256().digest(archive));
        if (!actual.equals(expected)) {
            throw new FetchException(file + " has SHA-256 " + actual + " where SHA256SUMS says " + expected);
        }
    }

    private static Path unpack(byte[] archive, String entry, Path program) throws FetchException, IOException {
        Files.write(program, TarGz.entry(archive, entry));
        if (!program.toFile().setExecutable(true)) {
            throw new FetchException("cannot make " + program + " executable");
        }
        return program;
    }

    private static byte[] bytes(URI address, int most, Duration limit)
            throws FetchException, IOException, InterruptedException {
        try {
            return Bounded.call("the download of " + address, limit, () -> read(address, most));
        } catch (UnknownHostException e) {
            throw new FetchException("cannot reach " + address.getHost() + ": its name is not known here");
        } catch (ConnectException | SocketTimeoutException e) {
            throw new FetchException("cannot reach " + address.getHost() + ": " + e.getMessage());
        }
    }

    /** Redirects are followed by the JDK, which never follows one from https to http. */
    private static byte[] read(URI address, int most) throws FetchException, IOException {
        URLConnection connection = address.toURL().openConnection();
        connection.setConnectTimeout((int) CONNECT_LIMIT.toMillis());
        connection.setReadTimeout((int) READ_LIMIT.toMillis());
        if (connection instanceof HttpURLConnection http && http.getResponseCode() != HttpURLConnection.HTTP_OK) {
            throw new FetchException(address + " answered " + http.getResponseCode());
        }
        try (InputStream stream = connection.getInputStream()) {
            byte[] bytes = stream.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new FetchException(address + " is larger than " + most + " bytes");
            }
            return bytes;
        }
    }

    /** The release's name for a platform, such as {@code linux-amd64}; empty if there is none. */
    static String platform(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String processor = PROCESSORS.get(osArch.toLowerCase(Locale.ROOT));
        return SYSTEMS.entrySet().stream()
                .filter(entry -> processor != null && os.startsWith(entry.getKey()))
                .map(entry -> entry.getValue() + "-" + processor)
                .findFirst()
                .orElse("");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
