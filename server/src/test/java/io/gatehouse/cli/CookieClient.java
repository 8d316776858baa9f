package io.gatehouse.cli;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A browser, as far as a login goes: a websocket whose cookies say who it is, and a CONNECT that says nothing. */
final class CookieClient implements WebSocket.Listener {
    private static final int SECONDS = 10;
    private static final String HELLO =
            "CONNECT {\"verbose\":false,\"pedantic\":false,\"lang\":\"cookies\",\"version\":\"1\",\"protocol\":1}\r\nPING\r\n";

    private final CompletableFuture<Boolean> letIn = new CompletableFuture<>();
    private final StringBuilder heard = new StringBuilder();

    private CookieClient() {}

    static boolean isLetIn(String url, Map<String, String> cookies) throws Exception {
        CookieClient client = new CookieClient();
        String header = cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Cookie", header)
                .buildAsync(URI.create(url), client)
                .get(SECONDS, TimeUnit.SECONDS);
        try {
            socket.sendBinary(ByteBuffer.wrap(HELLO.getBytes(StandardCharsets.UTF_8)), true)
                    .get(SECONDS, TimeUnit.SECONDS);
            return client.letIn.get(SECONDS, TimeUnit.SECONDS);
        } finally {
            socket.abort();
        }
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        heard.append(StandardCharsets.UTF_8.decode(data));
        if (heard.indexOf("PONG") >= 0) {
            letIn.complete(true);
        } else if (heard.indexOf("-ERR") >= 0) {
            letIn.complete(false);
        }
        return WebSocket.Listener.super.onBinary(socket, data, last);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
        letIn.complete(false);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        letIn.complete(false);
    }
}
