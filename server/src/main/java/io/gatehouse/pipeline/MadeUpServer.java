package io.gatehouse.pipeline;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ClientInfo;
import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.claims.request.RequestJwt;
import io.gatehouse.claims.request.ServerId;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A nats-server that is none, with keys of its own, and clients that differ as real ones do: code that was compiled for
 * clients all alike is thrown away when the first other one comes.
 */
public final class MadeUpServer {
    /** As client libraries tell of themselves: texts of many lengths, some of which take each other's place in memory. */
    private static final List<String> LIBRARIES =
            List.of("go", "java", "nats.js", "python3", "rust", "nats.ws", "C", ".NET", "nats-ruby", "elixir", "zig");

    /** Whom its requests are for, where nothing else is said. */
    static final String SUBJECT = "AUTH";

    /** The same requests are asked again and again for as long as a rehearsal lasts. */
    private static final long LIFETIME_SECONDS = 3600;

    private static final String REPLY_TO = "_R_.rehearsal.rehearsal";

    private final SigningKey key = SigningKey.generate(NkeyKind.SERVER);
    private final CurveKey xkey = CurveKey.generate();
    private final @Nullable Nkey callout;
    private final String subject;

    /** @param callout the xkey that its requests are sealed for; null: they go in the clear */
    MadeUpServer(@Nullable Nkey callout) {
        this(callout, SUBJECT);
    }

    /**
     * @param callout the xkey that its requests are sealed for; null: they go in the clear
     * @param subject the issuer or account that its requests are for
     */
    public MadeUpServer(@Nullable Nkey callout, String subject) {
        this.callout = callout;
        this.subject = subject;
    }

    /** Its public key. */
    public Nkey id() {
        return key.publicKey();
    }

    /**
     * What it asks about the client of that number, 0 to 30, sealed with a key agreed anew, as a new server would. The client's
     * name and its password are {@code rehearsal}.
     */
    public Unpacked ask(int number) {
        return ask(number, "rehearsal");
    }

    /** The same about a client with another password. */
    public Unpacked ask(int number, String password) {
        byte[] jwt = RequestJwt.sign(request(number, password), key);
        return callout == null
                ? new Unpacked(jwt, null, REPLY_TO)
                : new Unpacked(xkey.boxKey(callout).seal(jwt), xkey.publicKey().text(), REPLY_TO);
    }

    private AuthorizationRequest request(int number, String password) {
        Nkey user = SigningKey.generate(NkeyKind.USER).publicKey();
        Nkey sealsWith = callout == null ? null : xkey.publicKey();
        ServerId asks = new ServerId("rehearsal", "0.0.0.0", key.publicKey(), "2.15.1", "", List.of(), sealsWith);
        String host = number % 2 == 0 ? "127.0.0.1" : "2001:db8::" + number;
        long id = 1L << (2 * number);
        String name = number % 3 == 0 ? null : "rehearsal" + "!".repeat(number);
        ClientInfo client =
                new ClientInfo(host, id, "rehearsal", "", List.of(), "", "Client", "nats", "", "AAAAAAAAAAAAAAA");
        ConnectOptions connect =
                new ConnectOptions(null, null, null, null, "rehearsal", password, name, library(number), "1." + id, 1);
        long now = Clock.systemUTC().instant().getEpochSecond();
        return new AuthorizationRequest(subject, now, now + LIFETIME_SECONDS, asks, user, client, connect, null, null);
    }

    private static String library(int number) {
        return LIBRARIES.get(number % LIBRARIES.size());
    }
}
