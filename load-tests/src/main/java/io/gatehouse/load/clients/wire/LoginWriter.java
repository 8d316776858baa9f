package io.gatehouse.load.clients.wire;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.load.clients.policy.ClientLibrary;
import io.gatehouse.load.request.TestUsers;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes what a client sends to log in: CONNECT, and the PING whose PONG says that it is in. For all threads. */
public final class LoginWriter {
    private static final byte[] PONG = "PONG\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final JsonFactory JSON = new JsonFactory();
    private static final String NONCE = "\"nonce\":\"";

    private final TestUsers users;
    private final @Nullable CredsFile sentinel;
    private final ClientLibrary library;
    private final boolean tls;

    /** A way to log in, in the clear. */
    public LoginWriter(TestUsers users, @Nullable CredsFile sentinel, ClientLibrary library) {
        this(users, sentinel, library, false);
    }

    /**
     * A way to log in.
     *
     * @param sentinel the credentials that every client brings along with its own in operator mode; null without
     * @param library who the clients say that they are
     * @param tls whether they were configured to use TLS
     */
    public LoginWriter(TestUsers users, @Nullable CredsFile sentinel, ClientLibrary library, boolean tls) {
        this.tls = tls;
        this.users = users;
        this.sentinel = sentinel;
        this.library = library;
    }

    /** Whether a client's CONNECT is the same at each attempt, because nothing of it is signed. */
    public boolean isConstant() {
        return sentinel == null;
    }

    /**
     * The bytes of a client's CONNECT and PING.
     *
     * @param info what the server says of itself
     */
    public byte[] connect(int client, String info) {
        StringWriter text = new StringWriter(256);
        text.write("CONNECT ");
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            write(json, client, info);
        }
        text.write("\r\nPING\r\n");
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The answer to a server's PING, a new array. */
    public static byte[] pong() {
        return PONG.clone();
    }

    private void write(JsonGenerator json, int client, String info) {
        TestUsers.TestLogin who = users.inTurn(client);
        json.writeStartObject();
        json.writeBooleanProperty("verbose", false);
        json.writeBooleanProperty("pedantic", false);
        json.writeBooleanProperty("tls_required", tls);
        json.writeStringProperty("name", "load-client-" + client);
        json.writeStringProperty("lang", library.language());
        json.writeStringProperty("version", library.version());
        json.writeNumberProperty("protocol", 1);
        json.writeBooleanProperty("echo", true);
        json.writeBooleanProperty("headers", true);
        json.writeBooleanProperty("no_responders", true);
        json.writeStringProperty("user", who.user());
        json.writeStringProperty("pass", who.password());
        if (sentinel != null) {
            json.writeStringProperty("jwt", sentinel.jwt());
            json.writeStringProperty("sig", signature(sentinel, nonce(info)));
        }
        json.writeEndObject();
    }

    private static String signature(CredsFile creds, byte[] nonce) {
        byte[] signature = creds.user().sign(nonce, 0, nonce.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    /** The nonce is base64url, so nothing in it is escaped; a server that asks for no signature sends none. */
    static byte[] nonce(String info) {
        int begin = info.indexOf(NONCE);
        if (begin < 0) {
            return new byte[0];
        }
        int from = begin + NONCE.length();
        int end = info.indexOf('"', from);
        return info.substring(from, end < 0 ? from : end).getBytes(StandardCharsets.US_ASCII);
    }
}
