package io.gatehouse.sessions;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.gatehouse.sessions.SystemReply.Answering;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request to all servers. Whoever is in the system account can answer it in the name of a server: so no answer takes the place of
 * another, and where it matters, answers are still heard for a while when there are as many as servers.
 */
final class ServerAsking<T> {
    /** Answers that are taken, whoever sends them. */
    private static final int MOST = 4_096;

    private final SystemConnection connection;
    private final Duration patience;
    private final Duration afterwards;
    private final int least;
    private final ScheduledExecutorService timer;
    private final CompletableFuture<ServerAnswers<T>> result = new CompletableFuture<>();

    @GuardedBy("this") private final Map<String, T> given = new LinkedHashMap<>();

    @GuardedBy("this") private final Map<String, String> refused = new LinkedHashMap<>();

    @GuardedBy("this") private int servers;

    @GuardedBy("this") private boolean whole;

    /** Sends the request, and hands over the answers. */
    interface Request<T> {
        SystemConnection.Asked send(Consumer<SystemReply<T>> replies);
    }

    /**
     * @param patience how long all of it may take
     * @param least how many answers are waited for at least; 0 for as many as there are servers
     * @param afterwards how long answers are heard that are one too many
     */
    ServerAsking(
            SystemConnection connection,
            Duration patience,
            int least,
            Duration afterwards,
            ScheduledExecutorService timer) {
        this.connection = connection;
        this.patience = patience;
        this.least = least;
        this.afterwards = afterwards;
        this.timer = timer;
    }

    /** Asks; what comes never fails, and ends once all servers have answered, or the time is over. */
    CompletableFuture<ServerAnswers<T>> begin(Request<T> request) {
        CompletableFuture<Void> known =
                connection.servers(patience).handle((number, failure) -> known(number == null ? 0 : number));
        SystemConnection.Asked asked = request.send(this::replied);
        Future<?> late = Later.run(timer, patience.toNanos(), this::end, this::end);
        return result.whenComplete((answers, failure) -> {
            asked.close();
            boolean unused = late.cancel(false);
            boolean unusedToo = known.cancel(false);
        });
    }

    private @Nullable Void known(int number) {
        synchronized (this) {
            servers = number;
        }
        endIfWhole();
        return null;
    }

    private void replied(SystemReply<T> reply) {
        synchronized (this) {
            if (given.size() + refused.size() < MOST) {
                put(reply);
            }
        }
        endIfWhole();
    }

    @GuardedBy("this") private void put(SystemReply<T> reply) {
        T data = reply.data();
        String server = unused(reply.server());
        if (data == null) {
            refused.put(server, reply.error() == null ? "it does not say why" : reply.error());
        } else {
            given.put(server, data);
        }
    }

    /** What a server is called that answers; another word where that one has answered already. */
    @GuardedBy("this") private String unused(Answering server) {
        String name = server.name().isEmpty() ? server.id() : server.name();
        String unused = name;
        for (int number = 2; given.containsKey(unused) || refused.containsKey(unused); number++) {
            unused = name + " (answer " + number + ")";
        }
        return unused;
    }

    private void endIfWhole() {
        if (!isWholeForTheFirstTime()) {
            return;
        }
        if (afterwards.isZero()) {
            end();
        } else {
            Future<?> unused = Later.run(timer, afterwards.toNanos(), this::end, this::end);
        }
    }

    private void end() {
        result.complete(answers());
    }

    private synchronized boolean isWholeForTheFirstTime() {
        boolean before = whole;
        whole = servers > 0 && given.size() + refused.size() >= Math.max(servers, least);
        return whole && !before;
    }

    private synchronized ServerAnswers<T> answers() {
        return new ServerAnswers<>(given, refused, servers);
    }
}
