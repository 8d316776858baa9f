package io.gatehouse.warmup;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ClientInfo;
import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.claims.request.RequestJwt;
import io.gatehouse.claims.request.ServerId;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.pipeline.message.Unpacked;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server in front of a warm-up or a training: it has keys of its own, and writes requests as nats-server does. Its
 * clients differ as real ones do, since code that was compiled for clients all alike is thrown away when the first other one
 * comes.
 */
public final class SimulatedServer {
    /** The subject of requests. */
    static final String REQUESTS = "$SYS.REQ.USER.AUTH";

    static final String LINE_END = "\r\n";

    /** As client libraries tell of themselves: texts of many lengths, some of which take each other's place in memory. */
    private static final List<String> LIBRARIES =
            List.of("go", "java", "nats.js", "python3", "rust", "nats.ws", "C", ".NET", "nats-ruby", "elixir", "zig");

    /** The same requests are asked again and again for as long as a warm-up lasts. */
    private static final long LIFETIME_SECONDS = 3600;

    private static final String REPLY_TO = "_R_.warmup.warmup";

    private final SigningKey key = SigningKey.generate(NkeyKind.SERVER);
    private final CurveKey xkey = CurveKey.generate();
    private final @Nullable Nkey callout;
    private final String subject;

    /**
     * @param callout the xkey that its requests are sealed for; null: they go in the clear
     * @param subject the issuer or account that its requests are for
     */
    public SimulatedServer(@Nullable Nkey callout, String subject) {
        this.callout = callout;
        this.subject = subject;
    }

    /** Its public key. */
    public Nkey id() {
        return key.publicKey();
    }

    /** What it asks about the client of that number, 0 to 30, sealed with a key agreed anew, as a new server would. */
    public Unpacked ask(int number, String user, String password) {
        byte[] jwt = RequestJwt.sign(request(number, user, password), key);
        return callout == null
                ? new Unpacked(jwt, null, REPLY_TO)
                : new Unpacked(xkey.boxKey(callout).seal(jwt), xkey.publicKey().text(), REPLY_TO);
    }

    /** The message as it is written to the connection, for the subscription of that id. */
    static byte[] frame(Unpacked message, String sid) {
        String xkey = message.serverXkey();
        String headers = xkey == null ? "" : "NATS/1.0" + LINE_END + "Nats-Server-Xkey: " + xkey + LINE_END + LINE_END;
        int total = headers.length() + message.bodyLength();
        String lengths = xkey == null ? " " + total : " " + headers.length() + " " + total;
        String names = REQUESTS + " " + sid + " " + message.replyTo();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ascii((xkey == null ? "MSG " : "HMSG ") + names + lengths + LINE_END + headers));
        out.writeBytes(message.body());
        out.writeBytes(ascii(LINE_END));
        return out.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private AuthorizationRequest request(int number, String user, String password) {
        Nkey userNkey = SigningKey.generate(NkeyKind.USER).publicKey();
        Nkey sealsWith = callout == null ? null : xkey.publicKey();
        ServerId asks = new ServerId("warmup", "0.0.0.0", key.publicKey(), "2.15.1", "", List.of(), sealsWith);
        String host = number % 2 == 0 ? "127.0.0.1" : "2001:db8::" + number;
        long id = 1L << (2 * number);
        String name = number % 3 == 0 ? null : "client" + "!".repeat(number);
        ClientInfo client = new ClientInfo(host, id, user, "", List.of(), "", "Client", "nats", "", "AAAAAAAAAAAAAAA");
        ConnectOptions connect =
                new ConnectOptions(null, null, null, null, user, password, name, library(number), "1." + id, 1);
        long now = Clock.systemUTC().instant().getEpochSecond();
        return new AuthorizationRequest(
                subject, now, now + LIFETIME_SECONDS, asks, userNkey, client, connect, null, null);
    }

    private static String library(int number) {
        return LIBRARIES.get(number % LIBRARIES.size());
    }
}
