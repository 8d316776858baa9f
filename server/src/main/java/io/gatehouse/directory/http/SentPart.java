package io.gatehouse.directory.http;

import io.gatehouse.directory.LoginPart;

/** What a service may be told of a login beside the credentials. */
enum SentPart {
    /** The address that the client comes from. */
    HOST(LoginPart.HOST),
    /** The kind of the connection and its type. */
    CONNECTION(LoginPart.CONNECTION),
    /** What the client calls itself. */
    CLIENT_NAME(LoginPart.CLIENT_NAME),
    /** The client's library and its version. */
    LIBRARY(LoginPart.CLIENT_LIBRARY),
    /** The client id of MQTT. */
    MQTT_ID(LoginPart.MQTT_ID),
    /** The server that the client connects to. */
    SERVER(LoginPart.SERVER),
    /** The callout's issuer, or in operator mode the account, that the request is for. */
    ACCOUNT(LoginPart.ACCOUNT),
    /** The version and the cipher of TLS. */
    TLS(LoginPart.TLS),
    /** The client's certificate, where nats-server has verified it. */
    CERTIFICATE(LoginPart.CERTIFICATE);

    private final LoginPart part;

    SentPart(LoginPart part) {
        this.part = part;
    }

    /** What an answer then may depend on. */
    LoginPart part() {
        return part;
    }
}
