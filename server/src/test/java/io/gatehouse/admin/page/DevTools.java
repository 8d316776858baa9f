package io.gatehouse.admin.page;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A connection to a browser that speaks the DevTools protocol: commands with their results, and events. */
final class DevTools implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final Map<String, Consumer<JsonNode>> listeners = new ConcurrentHashMap<>();
    private final WebSocket socket;
    private int commands;

    DevTools(URI address) {
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Messages())
                .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Hears of the events of a session, on the thread that reads. */
    void listen(String session, Consumer<JsonNode> listener) {
        listeners.put(session, listener);
    }

    /**
     * Runs a command.
     *
     * @param session the session of a tab; null for the browser itself
     * @throws IllegalStateException if the browser says that it is wrong
     */
    JsonNode run(@Nullable String session, String method, Map<String, ?> parameters) {
        CompletableFuture<JsonNode> result = send(session, method, parameters);
        JsonNode answer = result.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        if (answer.has("error")) {
            throw new IllegalStateException(method + ": " + answer.get("error"));
        }
        return answer.path("result");
    }

    /** One message is under way at a time, as a WebSocket wants it. */
    private synchronized CompletableFuture<JsonNode> send(
            @Nullable String session, String method, Map<String, ?> parameters) {
        int id = ++commands;
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", JSON.valueToTree(parameters));
        if (session != null) {
            message.put("sessionId", session);
        }
        CompletableFuture<JsonNode> result = new CompletableFuture<>();
        waiting.put(id, result);
        socket.sendText(message.toString(), true).join();
        return result;
    }

    @Override
    public void close() {
        socket.abort();
    }

    /** Puts messages together, and hands them to who waits for them. */
    private final class Messages implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                JsonNode message = JSON.readTree(text.toString());
                text.setLength(0);
                take(message);
            }
            from.request(1);
            return null;
        }

        private void take(JsonNode message) {
            if (message.has("id")) {
                CompletableFuture<JsonNode> result =
                        waiting.remove(message.get("id").asInt());
                if (result != null) {
                    result.complete(message);
                }
            } else {
                Consumer<JsonNode> listener =
                        listeners.get(message.path("sessionId").asString(""));
                if (listener != null) {
                    listener.accept(message);
                }
            }
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            waiting.values().forEach(result -> result.completeExceptionally(error));
        }
    }
}
