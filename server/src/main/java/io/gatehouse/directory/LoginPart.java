package io.gatehouse.directory;

/** A part of a login that a directory's answer may depend on. */
public enum LoginPart {
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
    CERTIFICATE(6),
    /** The address that the client comes from. */
    HOST(7),
    /** The kind of the connection and its type. */
    CONNECTION(8),
    /** The server that the client connects to, and its cluster; its version and tags are parts of their own. */
    SERVER(9),
    /** The callout's issuer, or in operator mode the account, that the request is for. */
    ACCOUNT(10),
    /** Whether the client comes by TLS, its version and cipher; the certificates are a part of their own. */
    TLS(11),
    /** What the client calls itself. */
    CLIENT_NAME(12),
    /** The version of the server that the client connects to. */
    SERVER_VERSION(13),
    /** The tags of that server. */
    SERVER_TAGS(14),
    /** The tags of the user JWT that the client presents, in operator mode, and its name there. */
    CLIENT_TAGS(15),
    /** The language of the client's library, and the library's version. */
    CLIENT_LIBRARY(16),
    /** The client id of MQTT. */
    MQTT_ID(17);

    private final byte number;

    LoginPart(int number) {
        this.number = (byte) number;
    }

    /** What tells it apart where logins are written. */
    public byte number() {
        return number;
    }
}
