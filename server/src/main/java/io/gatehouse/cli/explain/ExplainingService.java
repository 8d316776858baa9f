package io.gatehouse.cli.explain;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.Json;
import io.gatehouse.claims.jwt.JsonReader;
import io.gatehouse.claims.jwt.JsonReader.Members;
import io.gatehouse.claims.jwt.Names;
import io.gatehouse.crypto.Secret;
import io.gatehouse.explain.ExplainRequestJson;
import io.gatehouse.explain.PrintedText;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A service that runs elsewhere, and explains logins to who has the token of its admin requests.
 *
 * @param patience how long the whole of an answer is waited for
 */
record ExplainingService(URI address, Secret token, Duration patience) {
    private static final Duration PATIENCE = Duration.ofSeconds(70);
    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final int SHOWN = 500;
    private static final Names MEMBERS = new Names("exit_code", "text", "problem");

    ExplainingService(URI address, Secret token) {
        this(address, token, PATIENCE);
    }

    /**
     * Asks it.
     *
     * @throws IllegalArgumentException when it says that the request cannot be meant
     * @throws NoExplanationException when it does not explain
     */
    Explained ask(ExplainRequestJson request) {
        CompletableFuture<HttpResponse<byte[]>> sent = send(request);
        try {
            HttpResponse<byte[]> answer = sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return explained(answer.statusCode(), answer.body());
        } catch (ExecutionException e) {
            throw unreachable(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new NoExplanationException(
                    "the service at " + address + " has not answered within " + patience.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoExplanationException("interrupted");
        } finally {
            sent.cancel(true);
        }
    }

    private CompletableFuture<HttpResponse<byte[]>> send(ExplainRequestJson request) {
        try {
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .connectTimeout(CONNECTING)
                    .build()
                    .sendAsync(post(request), head -> new BoundedBody());
        } catch (IllegalArgumentException e) {
            // Its message may quote the token.
            throw new NoExplanationException("the service at " + address
                    + " cannot be asked: its address or the token has characters that HTTP does not take");
        }
    }

    private HttpRequest post(ExplainRequestJson request) {
        return HttpRequest.newBuilder(address.resolve("/-/explain"))
                .header("Authorization", "Bearer " + token.reveal())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(request.toBytes()))
                .build();
    }

    /** The client's message may quote what the server has sent. */
    private NoExplanationException unreachable(Throwable e) {
        String words = e.getMessage() == null ? silence(e) : e.getMessage();
        return new NoExplanationException(
                "the service at " + address + " cannot be reached: " + PrintedText.plain(words));
    }

    /** The client has no message where there is no connection. */
    private static String silence(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "there is no such host";
            }
        }
        return e instanceof ConnectException
                ? "nobody listens there; http.admin_listen of the service says where it does, if it has http.admin_token_file"
                : e.getClass().getSimpleName();
    }

    private Explained explained(int status, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).stripTrailing();
        try {
            Explained read = JsonReader.read(Json.ADMIN, body, in -> read(in, text));
            if (status == 200 && read.isWhole()) {
                return read;
            }
            String problem = read.problem();
            if (status == 400 && problem != null) {
                throw new IllegalArgumentException(PrintedText.plain(problem));
            }
        } catch (ClaimsException notOurs) {
            // What it is is shown.
        }
        if (status == 401) {
            throw new NoExplanationException(
                    "the service at " + address + " does not take this token: it has another one"
                            + " (http.admin_token_file or http.admin_token), which it has read at its start");
        }
        String shown = PrintedText.plain(text.substring(0, Math.min(SHOWN, text.length())));
        throw new NoExplanationException("the service at " + address + " answers with " + status + ": " + shown);
    }

    private static Explained read(JsonReader in, String json) throws ClaimsException {
        Integer exitCode = null;
        String text = null;
        String problem = null;
        Members members = in.object(MEMBERS);
        while (members.next()) {
            switch (members.name()) {
                case "exit_code" -> exitCode = in.integer();
                case "text" -> text = in.string();
                default -> problem = in.string();
            }
        }
        return new Explained(exitCode, text == null ? PrintedText.json(json) : PrintedText.plainLines(text), problem);
    }

    /**
     * What it says.
     *
     * @param exitCode what the command is to end with; null where nothing is explained
     * @param printed the explanation as it is to be printed
     * @param problem why nothing is; null where something is
     */
    record Explained(
            @Nullable Integer exitCode,
            String printed,
            @Nullable String problem) {
        private boolean isWhole() {
            return exitCode != null && exitCode >= 0 && exitCode <= 2;
        }

        int code() {
            return exitCode == null ? 0 : exitCode;
        }
    }
}
