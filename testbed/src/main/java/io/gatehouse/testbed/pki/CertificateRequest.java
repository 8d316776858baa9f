package io.gatehouse.testbed.pki;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a certificate is to be like; of a client, for a day, unless something else is said. */
public final class CertificateRequest {
    private static final int EMAIL = 0x81;
    private static final int DNS = 0x82;
    private static final int URI = 0x86;
    private static final int ADDRESS = 0x87;

    final List<byte[]> subject = new ArrayList<>();
    final List<byte[]> names = new ArrayList<>();
    final List<byte[]> extensions = new ArrayList<>();
    Instant begin = Instant.now().minus(Duration.ofHours(1));
    Instant end = Instant.now().plus(Duration.ofDays(1));
    boolean authority;
    boolean signsLists = true;
    long serial;

    private CertificateRequest() {}

    /** For that common name. */
    public static CertificateRequest of(String commonName) {
        return new CertificateRequest().part("2.5.4.3", commonName);
    }

    /** Without a subject. */
    public static CertificateRequest nameless() {
        return new CertificateRequest();
    }

    /** One more common name. */
    public CertificateRequest cn(String name) {
        return part("2.5.4.3", name);
    }

    public CertificateRequest ou(String name) {
        return part("2.5.4.11", name);
    }

    public CertificateRequest organization(String name) {
        return part("2.5.4.10", name);
    }

    /** One more part of the subject, by the object identifier of its type. */
    public CertificateRequest part(String type, String value) {
        return part(type, DerWriter.utf8(value));
    }

    /** The same with a text of another kind, such as a BMPString. */
    public CertificateRequest text(String type, int kind, byte[] value) {
        return part(type, DerWriter.value(kind, value));
    }

    private CertificateRequest part(String type, byte[] text) {
        byte[] pair = DerWriter.sequence(DerWriter.oid(type), text);
        subject.add(DerWriter.value(DerWriter.SET, pair));
        return this;
    }

    public CertificateRequest email(String name) {
        return name(EMAIL, name);
    }

    public CertificateRequest dns(String name) {
        return name(DNS, name);
    }

    public CertificateRequest uri(String name) {
        return name(URI, name);
    }

    /** For 127.0.0.1. */
    public CertificateRequest loopback() {
        return address(InetAddress.getLoopbackAddress());
    }

    public CertificateRequest address(InetAddress address) {
        names.add(DerWriter.value(ADDRESS, address.getAddress()));
        return this;
    }

    private CertificateRequest name(int kind, String name) {
        names.add(DerWriter.value(kind, name.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** An extension as it is. */
    public CertificateRequest extension(String type, byte[] content) {
        extensions.add(DerWriter.sequence(DerWriter.oid(type), DerWriter.octets(content)));
        return this;
    }

    /** Valid until then. */
    public CertificateRequest until(Instant time) {
        end = time;
        if (!time.isAfter(begin)) {
            begin = time.minus(Duration.ofHours(1));
        }
        return this;
    }

    /** Valid for a day from then. */
    public CertificateRequest dayFrom(Instant time) {
        begin = time;
        end = time.plus(Duration.ofDays(1));
        return this;
    }

    /** Of an authority. */
    public CertificateRequest authority() {
        authority = true;
        return this;
    }

    /** Of an authority that may not sign revocation lists. */
    public CertificateRequest authorityWithoutLists() {
        signsLists = false;
        return authority();
    }

    public CertificateRequest serial(long number) {
        serial = number;
        return this;
    }
}
