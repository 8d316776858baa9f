package io.gatehouse.cli;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.RequestDecoder;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Ed25519;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/** Hears every request that nats-server sends, beside the service. */
@SuppressWarnings("try") // closing may be interrupted
final class RequestTap implements AutoCloseable {
    static final String SUBJECT = "$SYS.REQ.USER.AUTH";
    static final String SERVER_XKEY = "Nats-Server-Xkey";

    private final Connection connection;
    private final Subscription requests;
    private final Stage stage;

    private RequestTap(Connection connection, Stage stage) throws Exception {
        this.connection = connection;
        this.requests = Mail.subscribe(connection, SUBJECT);
        this.stage = stage;
    }

    /** Taps a stage. */
    static RequestTap on(Stage stage) throws Exception {
        return on(stage, stage.asTheService());
    }

    /** Taps a stage, connected in a way of the test's own. */
    static RequestTap on(Stage stage, Options.Builder service) throws Exception {
        return new RequestTap(Nats.connect(service.build()), stage);
    }

    /** The next request as it was sent. */
    Message next() throws InterruptedException {
        return Objects.requireNonNull(requests.nextMessage(Mail.SOON), "no request within 10 s");
    }

    /** The next request, which is sealed, opened and read as Gatehouse does. */
    AuthorizationRequest nextOpened() throws Exception {
        CurveKey xkey = CurveKey.fromSeed(Files.readString(stage.deployment().key("xkey")));
        Message request = next();
        String server = Objects.requireNonNull(request.getHeaders().getFirst(SERVER_XKEY));
        byte[] jwt = Objects.requireNonNull(
                xkey.boxKey(Nkey.parse(server, NkeyKind.CURVE)).open(request.getData()), "the box does not open");
        return new RequestDecoder(Ed25519.fastest(), Clock.systemUTC(), Duration.ofSeconds(5)).decode(jwt, server);
    }

    @Override
    public void close() throws InterruptedException {
        connection.close();
    }
}
