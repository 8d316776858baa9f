package io.gatehouse.testbed.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** An authority that issues certificates and revocation lists, quickly and of any kind, good or bad. */
public final class CertificateAuthority {
    private static final byte[] ECDSA = DerWriter.sequence(DerWriter.oid("1.2.840.10045.4.3.2"));
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String ALTERNATIVE_NAMES = "2.5.29.17";

    private final PrivateKey key;
    private final List<X509Certificate> chain;
    private final AtomicLong serials = new AtomicLong(System.nanoTime());

    private CertificateAuthority(IssuedCertificate own) {
        this.key = own.key();
        this.chain = own.chain();
    }

    /** One that vouches for itself. */
    public static CertificateAuthority root(String name) {
        return root(CertificateRequest.of(name).authority());
    }

    /** One that vouches for itself, and may not sign revocation lists. */
    public static CertificateAuthority rootWithoutLists(String name) {
        return root(CertificateRequest.of(name).authorityWithoutLists());
    }

    /** One that vouches for itself, of that request. */
    public static CertificateAuthority root(CertificateRequest request) {
        KeyPair pair = pair();
        request.serial(1);
        X509Certificate certificate = sign(request, subject(request), pair.getPublic(), pair.getPrivate());
        return new CertificateAuthority(new IssuedCertificate(pair.getPrivate(), List.of(certificate)));
    }

    /** One that this one vouches for. */
    public CertificateAuthority intermediate(String name) {
        return new CertificateAuthority(issue(CertificateRequest.of(name).authority()));
    }

    /** Issues a certificate for a new key. */
    public IssuedCertificate issue(CertificateRequest request) {
        if (request.serial == 0) {
            request.serial(serials.incrementAndGet());
        }
        KeyPair pair = pair();
        byte[] issuer = certificate().getSubjectX500Principal().getEncoded();
        List<X509Certificate> issued = new ArrayList<>();
        issued.add(sign(request, issuer, pair.getPublic(), key));
        issued.addAll(chain);
        return new IssuedCertificate(pair.getPrivate(), List.copyOf(issued));
    }

    /** A revocation list, in PEM. */
    public String crl(Instant thisUpdate, Instant nextUpdate, X509Certificate... revoked) {
        byte[][] entries = Stream.of(revoked)
                .map(one -> DerWriter.sequence(DerWriter.integer(one.getSerialNumber()), DerWriter.time(thisUpdate)))
                .toArray(byte[][]::new);
        byte[] list = DerWriter.sequence(
                DerWriter.integer(1),
                ECDSA,
                certificate().getSubjectX500Principal().getEncoded(),
                DerWriter.time(thisUpdate),
                DerWriter.time(nextUpdate),
                entries.length == 0 ? new byte[0] : DerWriter.sequence(entries));
        return IssuedCertificate.pem("X509 CRL", signed(list, key));
    }

    /** A revocation list that says of itself that it has changes only. */
    public String deltaCrl(Instant thisUpdate, Instant nextUpdate, boolean critical) {
        return crl(
                thisUpdate,
                nextUpdate,
                DerWriter.sequence(
                        DerWriter.oid("2.5.29.27"),
                        critical ? DerWriter.yes() : new byte[0],
                        DerWriter.octets(DerWriter.integer(1))));
    }

    /** A revocation list that says by which key it is signed. */
    public String crlOfKey(Instant thisUpdate, Instant nextUpdate, byte[] identifier) {
        byte[] key = DerWriter.sequence(DerWriter.value(0x80, identifier));
        return crl(thisUpdate, nextUpdate, DerWriter.sequence(DerWriter.oid("2.5.29.35"), DerWriter.octets(key)));
    }

    private String crl(Instant thisUpdate, Instant nextUpdate, byte[] extension) {
        byte[] list = DerWriter.sequence(
                DerWriter.integer(1),
                ECDSA,
                certificate().getSubjectX500Principal().getEncoded(),
                DerWriter.time(thisUpdate),
                DerWriter.time(nextUpdate),
                DerWriter.value(0xa0, DerWriter.sequence(extension)));
        return IssuedCertificate.pem("X509 CRL", signed(list, key));
    }

    public X509Certificate certificate() {
        return chain.get(0);
    }

    public String pem() {
        return IssuedCertificate.pem(certificate());
    }

    /** For a client without a certificate, that trusts this authority. */
    public SSLContext trusting() throws GeneralSecurityException, IOException {
        return IssuedCertificate.trusting(certificate());
    }

    private static X509Certificate sign(
            CertificateRequest request, byte[] issuer, PublicKey subject, PrivateKey signer) {
        byte[] claims = DerWriter.sequence(
                DerWriter.value(0xa0, DerWriter.integer(2)),
                DerWriter.integer(BigInteger.valueOf(request.serial)),
                ECDSA,
                issuer,
                DerWriter.sequence(DerWriter.time(request.begin), DerWriter.time(request.end)),
                subject(request),
                subject.getEncoded(),
                DerWriter.value(0xa3, DerWriter.sequence(extensions(request))));
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(signed(claims, signer)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] subject(CertificateRequest request) {
        return DerWriter.sequence(request.subject.toArray(byte[][]::new));
    }

    private static byte[][] extensions(CertificateRequest request) {
        List<byte[]> all = new ArrayList<>(request.extensions);
        if (request.authority) {
            all.add(critical(BASIC_CONSTRAINTS, DerWriter.sequence(DerWriter.yes())));
            // keyCertSign, and cRLSign where it may
            byte[] usage = request.signsLists ? new byte[] {1, 0x06} : new byte[] {2, 0x04};
            all.add(critical(KEY_USAGE, DerWriter.value(0x03, usage)));
        } else {
            // digitalSignature
            all.add(critical(KEY_USAGE, DerWriter.value(0x03, new byte[] {7, (byte) 0x80})));
        }
        if (!request.names.isEmpty()) {
            byte[] names = DerWriter.sequence(request.names.toArray(byte[][]::new));
            all.add(
                    request.subject.isEmpty()
                            ? critical(ALTERNATIVE_NAMES, names)
                            : DerWriter.sequence(DerWriter.oid(ALTERNATIVE_NAMES), DerWriter.octets(names)));
        }
        return all.toArray(byte[][]::new);
    }

    private static byte[] critical(String type, byte[] content) {
        return DerWriter.sequence(DerWriter.oid(type), DerWriter.yes(), DerWriter.octets(content));
    }

    private static byte[] signed(byte[] claims, PrivateKey signer) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(signer);
            signature.update(claims);
            return DerWriter.sequence(claims, ECDSA, DerWriter.bits(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
