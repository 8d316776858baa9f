package io.gatehouse.tls;

import io.gatehouse.config.Given;
import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The keys of a section {@code tls}, which are called the same wherever a server is connected to. */
public final class TlsSection {
    public static final Key<Path> CA = pem("ca", TlsContext::verifyCertificates)
            .help("PEM file with the certificates to trust. Without it the JDK's are trusted.");
    public static final Key<Path> CERT = pem("cert", TlsContext::verifyCertificates)
            .help("PEM file with our certificate chain, for servers that ask for one.");
    public static final Key<Path> KEY = Key.of("key", "file", "", TlsSection::keyFile)
            .holdingSecret()
            .help("PEM file with the certificate's private key.");
    public static final Key<String> SERVER_NAME = Key.of("server_name", "text", "", TlsSection::serverName)
            .help(
                    "Name or IP address that the servers' certificates must be for, where it is not the host of the URL.");

    /** All of them. */
    public static final Section SECTION = Section.of("tls", CA, CERT, KEY, SERVER_NAME);

    private TlsSection() {}

    /** As it is configured below the section {@code tls} of these. */
    public static TlsSettings read(Values parent) {
        return read(parent.in(SECTION), false);
    }

    /**
     * As it is configured.
     *
     * @param tls what is below the section
     * @param first whether to begin with the handshake
     */
    public static TlsSettings read(Values tls, boolean first) {
        Path ca = tls.find(CA);
        Path cert = tls.find(CERT);
        Path key = tls.find(KEY);
        if (tls.gives(CERT) != tls.gives(KEY)) {
            Key<Path> one = tls.gives(KEY) ? KEY : CERT;
            Key<Path> other = tls.gives(KEY) ? CERT : KEY;
            tls.problem(one, "a certificate and its key go together; set " + tls.path(other));
        }
        if (cert == null || key == null) {
            return new TlsSettings(ca, null, null, tls.find(SERVER_NAME), first);
        }
        try {
            TlsContext.verifyPair(cert, key);
        } catch (IOException e) {
            tls.problem(KEY, String.valueOf(e.getMessage()));
        }
        return new TlsSettings(ca, cert, key, tls.find(SERVER_NAME), first);
    }

    /** Reads a file, to know that it is what it should be. */
    @FunctionalInterface
    private interface Verification {
        void of(Path file) throws IOException;
    }

    private static Key<Path> pem(String name, Verification verification) {
        return Key.of(name, "file", "", given -> verified(given, verification));
    }

    private static Path keyFile(Given given) {
        given.isSecretFile(given.file());
        return verified(given, TlsContext::verifyKey);
    }

    private static Path verified(Given given, Verification verification) {
        Path file = given.file();
        if (!Files.isReadable(file)) {
            String reason = Files.exists(file) ? "cannot be read: permission denied" : "there is no such file";
            throw new IllegalArgumentException("the file " + file + ": " + reason);
        }
        try {
            verification.of(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
        return file;
    }

    private static String serverName(Given given) {
        if (isHost(given.text())) {
            return given.text();
        }
        throw new IllegalArgumentException("is neither a host name nor an IP address");
    }

    private static boolean isHost(String host) {
        try {
            return new URI("tls://" + (host.indexOf(':') < 0 ? host : '[' + host + ']')).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
