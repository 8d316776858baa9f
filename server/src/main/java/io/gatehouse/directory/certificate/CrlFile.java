package io.gatehouse.directory.certificate;

import io.gatehouse.files.FileErrors;
import io.gatehouse.files.RegularFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CRL;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the revocation lists of a file: any number in PEM, or one in DER. */
final class CrlFile {
    /** About 200,000 revoked certificates. */
    static final int MOST_BYTES = 8 * 1024 * 1024;

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN X509 CRL-----([A-Za-z0-9+/=\\s]++)-----END X509 CRL-----");
    /** Changes only, and a part of the certificates: always critical, but for careless authorities. */
    private static final Set<String> PARTIAL = Set.of("2.5.29.27", "2.5.29.28");

    private static final Pattern FORGEABLE = Pattern.compile("(MD2|MD5|SHA-?1)with.*");

    private CrlFile() {}

    /** @throws CrlFileException when it cannot be read, or one of the lists cannot be used */
    static List<X509CRL> read(Path file) {
        byte[] content;
        try {
            content = RegularFile.bytes(file, MOST_BYTES);
        } catch (IOException e) {
            throw new CrlFileException(file + " cannot be read: " + FileErrors.words(e));
        }
        List<X509CRL> lists = new ArrayList<>();
        for (byte[] der : encoded(file, content)) {
            lists.add(list(file, der));
        }
        if (lists.isEmpty()) {
            throw noList(file);
        }
        return lists;
    }

    private static List<byte[]> encoded(Path file, byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        if (!text.contains("-----BEGIN ")) {
            return List.of(content);
        }
        List<byte[]> lists = new ArrayList<>();
        Matcher blocks = PEM.matcher(text);
        int begun = text.split("-----BEGIN X509 CRL-----", -1).length - 1;
        while (blocks.find()) {
            lists.add(Base64.getMimeDecoder().decode(blocks.group(1)));
        }
        if (lists.size() < begun) {
            throw new CrlFileException(file + " has a revocation list in it that is cut off or damaged");
        }
        return lists;
    }

    private static X509CRL list(Path file, byte[] der) {
        try {
            Collection<? extends CRL> lists =
                    CertificateFactory.getInstance("X.509").generateCRLs(new ByteArrayInputStream(der));
            if (lists.size() == 1 && lists.iterator().next() instanceof X509CRL list) {
                return usable(file, list);
            }
        } catch (CRLException | CertificateException e) {
            // told below
        }
        throw noList(file);
    }

    private static X509CRL usable(Path file, X509CRL list) {
        Set<String> critical = list.getCriticalExtensionOIDs();
        Set<String> partial = new TreeSet<>(critical == null ? Set.of() : critical);
        PARTIAL.stream().filter(type -> list.getExtensionValue(type) != null).forEach(partial::add);
        if (!partial.isEmpty()) {
            throw new CrlFileException(file
                    + " has a revocation list of a part of the certificates, or one of changes only"
                    + " (extensions " + String.join(", ", partial) + "): give the full list of its issuer");
        }
        if (FORGEABLE
                .matcher(list.getSigAlgName().toUpperCase(Locale.ROOT).replace("WITH", "with"))
                .matches()) {
            throw new CrlFileException(file + " has a revocation list that is signed with " + list.getSigAlgName()
                    + ", which can be forged: have it signed with SHA-256 or better");
        }
        return list;
    }

    private static CrlFileException noList(Path file) {
        return new CrlFileException(file + " has no revocation list in it (PEM, BEGIN X509 CRL, or DER)");
    }

    /** Where a list has no end of its time, it has no next one either. */
    static java.time.@Nullable Instant nextUpdate(X509CRL list) {
        return list.getNextUpdate() == null ? null : list.getNextUpdate().toInstant();
    }
}
