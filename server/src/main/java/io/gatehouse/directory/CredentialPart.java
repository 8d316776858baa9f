package io.gatehouse.directory;

/** What a directory may look at to tell who a client is. */
public enum CredentialPart {
    /** The user name of CONNECT. */
    USER,
    /** The password of CONNECT. */
    PASSWORD,
    /** The token of CONNECT. */
    TOKEN,
    /** The JWT of CONNECT, as text. */
    JWT,
    /**
     * The public nkey of CONNECT with the signature and the nonce that was signed: a key that is not proved is nobody's,
     * so that the three are one part, and no two connections have it in common.
     */
    NKEY,
    /** The client's TLS certificate, verified or not. */
    CERTIFICATE
}
