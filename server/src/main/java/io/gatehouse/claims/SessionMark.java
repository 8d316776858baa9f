package io.gatehouse.claims;

/**
 * A tag of a user JWT that tells by which certificate its session was let in, as a revocation list would: nats-server shows it with
 * the session for as long as that lasts, whoever asks.
 */
public final class SessionMark {
    /** No rule gives such a tag by accident; one token of a subject, as users of scoped signing keys need. */
    private static final String PREFIX = "gatehouse-crl:";

    private SessionMark() {}

    /**
     * The mark of a certificate.
     *
     * @param digest of the issuer and the serial number, in hexadecimal
     */
    public static String of(String digest) {
        return PREFIX + digest;
    }

    /** Whether a tag may be one. */
    public static boolean isOne(String tag) {
        return tag.startsWith(PREFIX);
    }
}
