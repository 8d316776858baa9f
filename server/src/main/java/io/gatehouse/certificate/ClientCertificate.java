package io.gatehouse.certificate;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** A client's certificate that nats-server has verified, with the chains that it was verified by; immutable. */
public final class ClientCertificate {
    /** The names of fields: parts of the subject, alternative names, and what else tells a certificate from others. */
    public static final Set<String> FIELDS = fieldNames();

    private static final int KEY_CERT_SIGN = 5;
    private static final int CRL_SIGN = 6;
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";

    private final X509Certificate leaf;
    private final List<List<X509Certificate>> issuers;
    private final Map<String, List<String>> fields;
    private final @Nullable SpiffeId spiffe;
    private final @Nullable String spiffeMistake;
    private final boolean authority;

    /** @param issuers those of each chain, beginning with who issued the leaf */
    ClientCertificate(X509Certificate leaf, List<List<X509Certificate>> issuers) {
        this.leaf = leaf;
        this.issuers = issuers.stream().map(List::copyOf).toList();
        this.authority = isAuthority(leaf);
        NameTexts.require(leaf.getSubjectX500Principal());
        NameTexts.require(leaf.getIssuerX500Principal());
        Map<String, List<String>> found = new TreeMap<>(SubjectNames.of(leaf.getSubjectX500Principal()));
        AlternativeNames names = AlternativeNames.of(leaf);
        SpiffeId id = null;
        String mistake = null;
        if (names.uri().stream().anyMatch(SpiffeId::isClaimedBy)) {
            try {
                id = spiffe(names.uri());
            } catch (IllegalArgumentException e) {
                mistake = e.getMessage();
            }
        }
        this.spiffe = id;
        this.spiffeMistake = mistake;
        found.put(
                "dns",
                names.dns().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList());
        found.put("email", names.email());
        found.put("uri", names.uri());
        found.put("spiffe", id == null ? List.of() : List.of(id.text()));
        found.put("serial", List.of(serial(leaf)));
        found.put("subject", name(leaf.getSubjectX500Principal()));
        found.put("issuer", name(leaf.getIssuerX500Principal()));
        found.put("fingerprint", List.of(Certificates.sha256(encoded(leaf))));
        found.values().removeIf(List::isEmpty);
        found.replaceAll((name, values) -> List.copyOf(values));
        this.fields = Collections.unmodifiableMap(found);
    }

    private SpiffeId spiffe(List<String> uris) {
        if (uris.size() > 1) {
            throw new IllegalArgumentException(
                    "the certificate has a SPIFFE id and another URI, and may have one only");
        }
        if (authority) {
            throw new IllegalArgumentException("the certificate has a SPIFFE id and is one of an authority");
        }
        try {
            return SpiffeId.parse(uris.get(0));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the certificate's SPIFFE id " + e.getMessage(), e);
        }
    }

    /** The values of a field; none where the certificate has none, or there is no such field. */
    public List<String> field(String name) {
        return fields.getOrDefault(name, List.of());
    }

    /** All fields that it has. */
    public Map<String, List<String>> fields() {
        return fields;
    }

    /** The last moment of its time. */
    public Instant notAfter() {
        return leaf.getNotAfter().toInstant();
    }

    /** Whether it may issue certificates or revocation lists, and so is not one of a client. */
    public boolean isAuthority() {
        return authority;
    }

    /** Its SPIFFE id, as X509-SVID has it: the only URI of a certificate that is no authority's; null where it has none. */
    public @Nullable SpiffeId spiffe() {
        return spiffe;
    }

    /** Why what looks like a SPIFFE id is none; null where nothing does, or it is one. */
    public @Nullable String spiffeMistake() {
        return spiffeMistake;
    }

    public X509Certificate leaf() {
        return leaf;
    }

    /** The issuers in each of the chains that it was verified by, from that of the leaf to the root. */
    public List<List<X509Certificate>> issuers() {
        return issuers;
    }

    private static boolean isAuthority(X509Certificate certificate) {
        boolean @Nullable [] usage = certificate.getKeyUsage();
        return certificate.getBasicConstraints() >= 0
                || saysAuthority(certificate.getExtensionValue(BASIC_CONSTRAINTS))
                || (usage != null && (usage[KEY_CERT_SIGN] || usage[CRL_SIGN]));
    }

    /** The JDK leaves out what it cannot read, where it is not critical. */
    private static boolean saysAuthority(byte @Nullable [] extension) {
        if (extension == null) {
            return false;
        }
        DerReader constraints =
                new DerReader(extension).enter(DerReader.OCTET_STRING).enter(DerReader.SEQUENCE);
        if (!constraints.hasNext() || constraints.tag() != DerReader.BOOLEAN) {
            return false;
        }
        byte[] authority = constraints.bytes();
        return authority.length != 1 || authority[0] != 0;
    }

    /** In hexadecimal, as openssl prints it. */
    private static String serial(X509Certificate certificate) {
        String hex = certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
        return hex.length() % 2 == 0 ? hex : "0" + hex;
    }

    private static List<String> name(X500Principal principal) {
        String name = principal.getName(X500Principal.RFC2253);
        return name.isEmpty() ? List.of() : List.of(name);
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new BadCertificateException("the client's certificate cannot be encoded");
        }
    }

    private static Set<String> fieldNames() {
        Set<String> names = new TreeSet<>(SubjectNames.PARTS);
        names.addAll(List.of("dns", "email", "uri", "spiffe", "serial", "subject", "issuer", "fingerprint"));
        return Collections.unmodifiableSet(names);
    }

    /** Without what is in it. */
    @Override
    public String toString() {
        return "ClientCertificate[" + fields.get("fingerprint") + "]";
    }
}
