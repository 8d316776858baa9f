package io.gatehouse.directory.certificate;

import io.gatehouse.certificate.Certificates;
import io.gatehouse.certificate.ClientCertificate;
import io.gatehouse.config.Given;
import io.gatehouse.files.FileErrors;
import io.gatehouse.tls.TlsContext;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The authorities of which one must be in a client's chain, by their public keys.
 *
 * @param fingerprints SHA-256 of each public key; empty where any authority is good that the server trusts
 * @param files those of which some were read
 */
record PinnedIssuers(Set<String> fingerprints, List<Path> files) {
    /** Any that the server trusts. */
    static final PinnedIssuers ANY = new PinnedIssuers(Set.of(), List.of());

    private static final String PREFIX = "sha256:";
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");

    PinnedIssuers {
        fingerprints = Set.copyOf(fingerprints);
        files = List.copyOf(files);
    }

    /** @throws IllegalArgumentException when one is neither a fingerprint nor a file of authorities' certificates */
    static PinnedIssuers read(Given given) {
        Set<String> fingerprints = new HashSet<>();
        List<Path> files = new ArrayList<>();
        for (String text : given.texts()) {
            if (text.startsWith(PREFIX)) {
                fingerprints.add(fingerprint(text));
            } else {
                Path file = given.with(text).file();
                fingerprints.addAll(fingerprints(file));
                files.add(file);
            }
        }
        return new PinnedIssuers(fingerprints, files);
    }

    private static String fingerprint(String text) {
        String hex = text.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
        if (!FINGERPRINT.matcher(hex).matches()) {
            throw new IllegalArgumentException("'" + text + "' is no fingerprint of a key: " + PREFIX
                    + " is followed by 64 hexadecimal digits, the SHA-256 of the public key in DER");
        }
        return hex;
    }

    private static List<String> fingerprints(Path file) {
        try {
            List<X509Certificate> certificates = TlsContext.readCertificates(file);
            for (X509Certificate certificate : certificates) {
                if (certificate.getBasicConstraints() < 0) {
                    throw new IllegalArgumentException(file + " has a certificate in it that is not one of an authority"
                            + " (CA): only who issues certificates can be pinned");
                }
            }
            return certificates.stream().map(Certificates::keyFingerprint).toList();
        } catch (FileSystemException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + FileErrors.words(e), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The chains of a certificate in which one of these is. */
    List<List<X509Certificate>> chains(ClientCertificate certificate) {
        return fingerprints.isEmpty()
                ? certificate.issuers()
                : certificate.issuers().stream().filter(this::isIn).toList();
    }

    private boolean isIn(List<X509Certificate> issuers) {
        return issuers.stream().map(Certificates::keyFingerprint).anyMatch(fingerprints::contains);
    }
}
