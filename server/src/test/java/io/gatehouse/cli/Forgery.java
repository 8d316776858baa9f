package io.gatehouse.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.gatehouse.claims.request.RequestFixtures;
import io.gatehouse.cli.init.Mode;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Objects;

/** Requests of a nats-server that is none, well made, with the right password of a user; text is one character a byte. */
final class Forgery {
    private final RequestFixtures server = new RequestFixtures();
    private final String user;
    private final String password;
    private final Nkey callout;
    private final String issuer;

    /** Of a user of a stage whose requests are sealed. */
    Forgery(Stage stage, String user, String password) throws IOException {
        this.user = user;
        this.password = password;
        this.callout = CurveKey.fromSeed(Files.readString(stage.deployment().key("xkey")))
                .publicKey();
        String key = stage.deployment().mode() == Mode.OPERATOR ? "AUTH.signing" : "issuer";
        this.issuer = SigningKey.fromSeed(Files.readString(stage.deployment().key(key)))
                .publicKey()
                .text();
    }

    String headers() {
        return "NATS/1.0\r\nNats-Server-Xkey: " + server.xkey().publicKey().text() + "\r\n\r\n";
    }

    String body() {
        return new String(
                server.request().set("sub", issuer).user(user, password).sealedFor(callout), ISO_8859_1);
    }

    /** As nats-server would deliver it. */
    String message(String id, String replyTo) {
        String headers = headers();
        String body = body();
        return "HMSG $SYS.REQ.USER.AUTH " + id + " " + replyTo + " " + headers.length() + " "
                + (headers.length() + body.length()) + "\r\n" + headers + body + "\r\n";
    }

    /** What an answer says. */
    String opened(String answer) {
        byte[] jwt = Objects.requireNonNull(
                server.xkey().boxKey(callout).open(answer.getBytes(ISO_8859_1)), "the answer is for somebody else");
        return Mail.text(Base64.getUrlDecoder().decode(Mail.text(jwt).split("\\.", 3)[1]));
    }
}
