package io.gatehouse.cli;

import io.gatehouse.claims.ResponseJwt;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserJwt;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.RequestDecoder;
import io.gatehouse.crypto.Ed25519;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.Nats;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * A callout that decides nothing, in config mode and in the clear: it lets in each of its users with the claims that they
 * have here, so that what happens then is nats-server's doing alone. Others get no answer.
 */
@SuppressWarnings("try") // closing may be interrupted
final class PlainCallout implements AutoCloseable {
    private static final Duration DRIFT = Duration.ofSeconds(5);

    private final RequestDecoder decoder = new RequestDecoder(Ed25519.fastest(), Clock.systemUTC(), DRIFT);
    private final Map<String, UserClaims> users;
    private final SigningKey issuer;
    private final SigningKey stranger = SigningKey.generate(NkeyKind.ACCOUNT);
    private final Connection connection;

    private PlainCallout(Connection connection, SigningKey issuer, Map<String, UserClaims> users) {
        this.connection = connection;
        this.issuer = issuer;
        this.users = users;
    }

    /** Answers for the users of a stage without a service; for the user {@code forged} with a response of another signer. */
    static PlainCallout on(Stage stage, Map<String, UserClaims> users) throws Exception {
        SigningKey issuer = SigningKey.fromSeed(
                Files.readString(stage.deployment().key("issuer")).strip());
        Connection connection = Nats.connect(stage.asTheService().build());
        PlainCallout callout = new PlainCallout(connection, issuer, users);
        Dispatcher dispatcher = connection.createDispatcher(callout::answer);
        dispatcher.subscribe(RequestTap.SUBJECT);
        connection.flush(Mail.SOON);
        return callout;
    }

    private void answer(Message message) throws InterruptedException {
        try {
            AuthorizationRequest request = decoder.decode(message.getData(), null);
            String name = String.valueOf(request.connect().user());
            UserClaims claims = users.get(name);
            if (claims != null) {
                connection.publish(String.valueOf(message.getReplyTo()), response(request, name, claims));
            }
        } catch (ClaimsException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] response(AuthorizationRequest request, String name, UserClaims claims) {
        long now = System.currentTimeMillis() / 1000;
        byte[] user = new UserJwt(claims, issuer).sign(request.userNkey(), now, 0);
        SigningKey signer = name.equals("forged") ? stranger : issuer;
        return new ResponseJwt(signer, null)
                .granted(request.userNkey(), request.server().id(), user, now);
    }

    @Override
    public void close() throws InterruptedException {
        connection.close();
    }
}
