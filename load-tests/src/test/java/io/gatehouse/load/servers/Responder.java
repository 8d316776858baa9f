package io.gatehouse.load.servers;

import io.gatehouse.claims.ResponseJwt;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserJwt;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.RequestDecoder;
import io.gatehouse.crypto.BoxKeys;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Ed25519;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A callout service that answers as the user's name tells it to: rightly, or in one of the ways that are wrong. */
final class Responder implements AutoCloseable {
    /** What users can be called, and what they are answered. */
    static final List<String> WAYS = List.of(
            "right",
            "denied",
            "late",
            "silent",
            "twice",
            "flipped",
            "account",
            "subject",
            "issuer",
            "audience",
            "lenient");

    /** Another way: this and whatever comes after it are not answered, for nobody listens any more. */
    static final String LEAVE = "leave";

    static final Duration LATE = Duration.ofMillis(4600);

    private static final String SUBJECT = "$SYS.REQ.USER.AUTH";

    private final CurveKey xkey = CurveKey.generate();
    private final SigningKey issuer = SigningKey.generate(NkeyKind.ACCOUNT);
    private final SigningKey stranger = SigningKey.generate(NkeyKind.ACCOUNT);
    private final BoxKeys boxes = new BoxKeys(xkey, 100);
    private final RequestDecoder decoder =
            new RequestDecoder(Ed25519.fastest(), Clock.systemUTC(), Duration.ofSeconds(1));
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private final Queue<String> passwords = new ConcurrentLinkedQueue<>();
    private final Connection connection;
    private final Dispatcher dispatcher;

    Responder(String url) throws IOException, InterruptedException {
        connection = Nats.connect(
                new Options.Builder().server(url).userInfo("service", "service").build());
        dispatcher = connection.createDispatcher(this::answer).subscribe(SUBJECT);
        try {
            connection.flush(Duration.ofSeconds(5));
        } catch (TimeoutException e) {
            throw new IOException(e);
        }
    }

    String xkey() {
        return xkey.publicKey().text();
    }

    String issuer() {
        return issuer.publicKey().text();
    }

    /** With which passwords the clients came since this was asked before, in their order. */
    List<String> passwords() {
        List<String> all = List.copyOf(passwords);
        passwords.clear();
        return all;
    }

    private void answer(Message message) {
        try {
            answer(message, message.getReplyTo());
        } catch (ClaimsException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(Message message, String reply) throws ClaimsException {
        String sender = message.hasHeaders() ? message.getHeaders().getFirst("Nats-Server-Xkey") : null;
        byte[] jwt = sender == null
                ? message.getData()
                : Objects.requireNonNull(boxes.with(sender).open(message.getData()));
        AuthorizationRequest request = decoder.decode(jwt, sender);
        String way = Objects.requireNonNull(request.connect().user());
        passwords.add(String.valueOf(request.connect().password()));
        boolean wrong = !"pass".equals(request.connect().password());
        byte[] answer = sealed(wrong && !way.equals("lenient") ? denied(request) : response(request, way), sender);
        switch (way) {
            case "silent" -> {}
            case LEAVE -> dispatcher.unsubscribe(SUBJECT);
            case "late" -> {
                var unused =
                        later.schedule(() -> connection.publish(reply, answer), LATE.toMillis(), TimeUnit.MILLISECONDS);
            }
            case "twice" -> {
                connection.publish(reply, answer);
                connection.publish(reply, answer);
                connection.publish(reply.substring(0, reply.lastIndexOf('.')) + ".999999999", answer);
            }
            case "flipped" -> {
                answer[answer.length / 2] ^= 1;
                connection.publish(reply, answer);
            }
            default -> connection.publish(reply, answer);
        }
    }

    private byte[] denied(AuthorizationRequest request) {
        return new ResponseJwt(issuer, null)
                .denied(request.userNkey(), request.server().id(), "no", now());
    }

    private byte[] response(AuthorizationRequest request, String way) {
        if (way.equals("denied")) {
            return denied(request);
        }
        Nkey user = way.equals("subject") ? SigningKey.generate(NkeyKind.USER).publicKey() : request.userNkey();
        Nkey server = way.equals("audience")
                ? SigningKey.generate(NkeyKind.SERVER).publicKey()
                : request.server().id();
        SigningKey signer = way.equals("issuer") ? stranger : issuer;
        UserClaims claims = new UserClaims(
                way, way.equals("account") ? "APP2" : "APP1", null, UserClaims.Body.UNRESTRICTED, List.of());
        byte[] userJwt = new UserJwt(claims, signer).sign(user, now(), 0);
        return new ResponseJwt(signer, null).granted(user, server, userJwt, now());
    }

    private byte[] sealed(byte[] response, @Nullable String sender) {
        return sender == null ? response : boxes.with(sender).seal(response);
    }

    private static long now() {
        return Clock.systemUTC().instant().getEpochSecond();
    }

    /** The file for {@code --credentials}, a line for each way. */
    static byte[] credentials() {
        StringBuilder lines = new StringBuilder();
        WAYS.forEach(way -> lines.append(way).append(" pass APP1\n"));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        later.shutdownNow();
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
