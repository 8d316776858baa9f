package io.gatehouse.directory;

/** What a directory may look at to tell who a client is. */
public enum CredentialPart {
    /** The user name of CONNECT. */
    USER(1),
    /** The password of CONNECT. */
    PASSWORD(2),
    /** The token of CONNECT. */
    TOKEN(3),
    /** The JWT of CONNECT, as text. */
    JWT(4),
    /**
     * The public nkey of CONNECT with the signature and the nonce that was signed: a key that is not proved is nobody's,
     * so that the three are one part, and no two connections have it in common.
     */
    NKEY(5),
    /** The client's TLS certificate, verified or not. */
    CERTIFICATE(6);

    private final byte number;

    CredentialPart(int number) {
        this.number = (byte) number;
    }

    /** What tells it apart where credentials are written. */
    byte number() {
        return number;
    }
}
