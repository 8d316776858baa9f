package io.gatehouse.certificate;

/** The keyed hash of certificates. */
public record CertificateKey(long first, long second, long third, long fourth) {
    /** The hash is spread evenly already. */
    @Override
    public int hashCode() {
        return (int) first;
    }
}
