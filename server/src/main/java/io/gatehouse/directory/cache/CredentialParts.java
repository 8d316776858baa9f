package io.gatehouse.directory.cache;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ClientInfo;
import io.gatehouse.claims.request.ClientTls;
import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.claims.request.ServerId;
import io.gatehouse.directory.LoginPart;
import java.util.EnumSet;
import java.util.Set;

/** What a directory reads of a login, as it is written: made once for each directory. Immutable. */
public final class CredentialParts {
    private final PartWriter[] writers;

    private CredentialParts(PartWriter[] writers) {
        this.writers = writers;
    }

    /** Of a directory that reads these; in one order, however the set has them. */
    public static CredentialParts of(Set<LoginPart> parts) {
        EnumSet<LoginPart> ordered = EnumSet.noneOf(LoginPart.class);
        ordered.addAll(parts);
        return new CredentialParts(ordered.stream().map(CredentialParts::writer).toArray(PartWriter[]::new));
    }

    void write(CredentialText text, AuthorizationRequest request) {
        for (PartWriter writer : writers) {
            writer.write(text, request);
        }
    }

    private static PartWriter writer(LoginPart part) {
        return switch (part) {
            case USER -> (text, login) -> text.text(part, login.connect().user());
            case PASSWORD -> (text, login) -> text.text(part, login.connect().password());
            case TOKEN -> (text, login) -> text.text(part, login.connect().token());
            case JWT -> (text, login) -> text.text(part, login.connect().jwt());
            case NKEY -> CredentialParts::nkey;
            case CERTIFICATE -> (text, login) -> text.certificates(part, login.tls());
            case HOST -> (text, login) -> text.text(part, login.client().host());
            case CONNECTION -> CredentialParts::connection;
            case SERVER -> CredentialParts::server;
            case ACCOUNT -> (text, login) -> text.text(part, login.subject());
            case TLS -> CredentialParts::tls;
            case CLIENT_NAME -> (text, login) -> text.text(part, login.connect().name());
            case SERVER_VERSION ->
                (text, login) -> text.text(part, login.server().version());
            case SERVER_TAGS -> (text, login) -> text.texts(part, login.server().tags());
            case CLIENT_TAGS -> CredentialParts::clientTags;
            case CLIENT_LIBRARY -> CredentialParts::library;
            case MQTT_ID -> (text, login) -> text.text(part, login.client().mqttId());
        };
    }

    private static void nkey(CredentialText text, AuthorizationRequest login) {
        ConnectOptions connect = login.connect();
        text.text(LoginPart.NKEY, connect.nkey());
        text.text(LoginPart.NKEY, connect.signature());
        text.text(LoginPart.NKEY, login.client().nonce());
    }

    private static void connection(CredentialText text, AuthorizationRequest login) {
        text.text(LoginPart.CONNECTION, login.client().kind());
        text.text(LoginPart.CONNECTION, login.client().type());
    }

    private static void server(CredentialText text, AuthorizationRequest login) {
        ServerId server = login.server();
        text.text(LoginPart.SERVER, server.id().text());
        text.text(LoginPart.SERVER, server.name());
        text.text(LoginPart.SERVER, server.host());
        text.text(LoginPart.SERVER, server.cluster());
    }

    private static void tls(CredentialText text, AuthorizationRequest login) {
        ClientTls tls = login.tls();
        text.text(LoginPart.TLS, tls == null ? null : tls.version());
        text.text(LoginPart.TLS, tls == null ? null : tls.cipher());
    }

    private static void clientTags(CredentialText text, AuthorizationRequest login) {
        ClientInfo client = login.client();
        text.texts(LoginPart.CLIENT_TAGS, client.tags());
        text.text(LoginPart.CLIENT_TAGS, client.nameTag());
    }

    private static void library(CredentialText text, AuthorizationRequest login) {
        text.text(LoginPart.CLIENT_LIBRARY, login.connect().lang());
        text.text(LoginPart.CLIENT_LIBRARY, login.connect().version());
    }

    /** Writes one part. */
    @FunctionalInterface
    private interface PartWriter {
        void write(CredentialText text, AuthorizationRequest login);
    }
}
