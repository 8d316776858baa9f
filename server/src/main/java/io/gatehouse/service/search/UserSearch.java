package io.gatehouse.service.search;

import io.gatehouse.admin.AdminReply;
import io.gatehouse.admin.AdminRoute;
import io.gatehouse.admin.status.SessionSource;
import io.gatehouse.claims.jwt.JsonWriter;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.explain.Credentials;
import io.gatehouse.explain.LoginDescription;
import io.gatehouse.explain.RequestMessages;
import io.gatehouse.policy.Identity;
import io.gatehouse.revocation.Revoked;
import io.gatehouse.sessions.SessionQuery;
import io.gatehouse.sessions.Sessions;
import io.gatehouse.threads.BackgroundThread;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Answers what is known of a user: whom the directories have by that name, what a login with the right credentials would be answered, and
 * which sessions there are. Nobody logs in, and no credentials are looked at.
 */
public final class UserSearch implements AutoCloseable {
    private static final String PATH = "/-/search";
    private static final String USER = "user";
    private static final int MOST_CHARACTERS = 256;
    private static final int IDLE_SECONDS = 60;

    /** Sessions that are listed; the others are counted. */
    private static final int MOST_LISTED = 1000;

    private static final AdminReply BUSY = problem(503, "another user is being looked for: try again in a second")
            .again(1);
    private static final AdminReply STARTING = new AdminReply(503, "{\"status\":\"starting\"}");
    private static final AdminReply NO_USER = problem(400, "which user? Give user=NAME, with at most 256 characters");

    /** Goes through all users, of whom there may be a million, without a login that waits for that. */
    private final ExecutorService thread = thread();

    private final AtomicBoolean busy = new AtomicBoolean();
    private final Function<String, @Nullable Searched> searched;
    private final SessionSource sessions;

    /** @param searched what a user is looked for in, by the user's name; null while the service is put together */
    public UserSearch(Function<String, @Nullable Searched> searched, SessionSource sessions) {
        this.searched = searched;
        this.sessions = sessions;
    }

    private static ExecutorService thread() {
        ThreadPoolExecutor one = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> new BackgroundThread(work, "gatehouse-search"));
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    /** The admin request. */
    public AdminRoute route() {
        return AdminRoute.reading(PATH, Set.of(USER), this::answer);
    }

    Mono<AdminReply> answer(Map<String, String> query) {
        String user = query.getOrDefault(USER, "");
        if (user.isBlank() || user.length() > MOST_CHARACTERS) {
            return Mono.just(NO_USER);
        }
        if (!busy.compareAndSet(false, true)) {
            return Mono.just(BUSY);
        }
        return Mono.fromFuture(begin(user), true)
                .onErrorResume(RejectedExecutionException.class, stopped -> Mono.just(STARTING));
    }

    /** Ends when all is known, whether anybody still waits for it or not: only then may the next one begin. */
    private CompletableFuture<AdminReply> begin(String user) {
        return CompletableFuture.completedFuture(user)
                .thenComposeAsync(this::find, thread)
                .whenComplete((reply, failure) -> busy.set(false));
    }

    private CompletableFuture<AdminReply> find(String user) {
        Searched in = searched.apply(user);
        if (in == null) {
            return CompletableFuture.completedFuture(STARTING);
        }
        SearchJson json = new SearchJson(user);
        AuthorizationRequest login = new RequestMessages(in.xkey(), in.subject(), Clock.systemUTC())
                .request(LoginDescription.DEFAULT.with(Credentials.NOTHING));
        for (Searched.Place directory : in.directories()) {
            Supplier<Stream<Identity>> users = directory.users();
            if (users == null) {
                json.notListed(directory);
            } else {
                json.directory(directory, found(user, users, in, login));
            }
        }
        return sessions(in.user(), json).thenApply(text -> new AdminReply(200, text));
    }

    private static @Nullable FoundUser found(
            String user, Supplier<Stream<Identity>> users, Searched in, AuthorizationRequest login) {
        return BackgroundThread.paced(users.get())
                .filter(identity -> identity.name().equals(user))
                .findFirst()
                .map(identity -> FoundUser.of(identity, in.policy(), login))
                .orElse(null);
    }

    private CompletableFuture<String> sessions(Revoked user, SearchJson json) {
        Sessions now = sessions.sessions().get();
        if (!sessions.isOn() || now == null) {
            return CompletableFuture.completedFuture(
                    sessions.isOn()
                            ? json.withoutSessions("unknown", SessionSource.SILENCE)
                            : json.withoutSessions("off", ""));
        }
        List<SessionQuery> queries =
                user.names().stream().map(name -> new SessionQuery(name, null)).toList();
        return now.first(queries, MOST_LISTED, user::isIn).thenApply(json::with);
    }

    private static AdminReply problem(int status, String words) {
        byte[] json = new JsonWriter(128).begin().member("problem", words).end().toByteArray();
        return new AdminReply(status, new String(json, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
