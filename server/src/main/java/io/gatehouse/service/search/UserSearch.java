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
import io.gatehouse.sessions.Coverage;
import io.gatehouse.sessions.FoundSessions;
import io.gatehouse.sessions.ServerSession;
import io.gatehouse.sessions.SessionQuery;
import io.gatehouse.sessions.Sessions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Answers what is known of a user: whom the directories have by that name, what a login with the right credentials would be answered, and
 * which sessions there are. Nobody logs in, and no credentials are looked at.
 */
public final class UserSearch implements AutoCloseable {
    private static final String PATH = "/-/search";
    private static final String USER = "user";
    private static final int MOST_CHARACTERS = 256;
    private static final int MOST_WAITING = 4;
    private static final int IDLE_SECONDS = 60;

    private static final AdminReply BUSY = problem(503, "too many users are looked for at once");
    private static final AdminReply STARTING = new AdminReply(503, "{\"status\":\"starting\"}");
    private static final AdminReply NO_USER =
            problem(400, "say whom to look for: user=NAME, with 256 characters at most");

    private final Scheduler thread =
            Schedulers.newBoundedElastic(1, MOST_WAITING, "gatehouse-search", IDLE_SECONDS, true);
    private final Function<String, @Nullable Searched> searched;
    private final SessionSource sessions;

    /** @param searched what a user is looked for in, by the user's name; null while the service is put together */
    public UserSearch(Function<String, @Nullable Searched> searched, SessionSource sessions) {
        this.searched = searched;
        this.sessions = sessions;
    }

    /** The admin request. */
    public AdminRoute route() {
        return AdminRoute.reading(PATH, Set.of(USER), this::answer);
    }

    private Mono<AdminReply> answer(Map<String, String> query) {
        String user = query.getOrDefault(USER, "");
        if (user.isBlank() || user.length() > MOST_CHARACTERS) {
            return Mono.just(NO_USER);
        }
        return Mono.fromCallable(() -> find(user))
                .subscribeOn(thread)
                .flatMap(found -> Mono.fromFuture(found, true))
                .onErrorResume(RejectedExecutionException.class, full -> Mono.just(BUSY));
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
        return sessions(in.names(), json).thenApply(text -> new AdminReply(200, text));
    }

    private static @Nullable FoundUser found(
            String user, Supplier<Stream<Identity>> users, Searched in, AuthorizationRequest login) {
        return users.get()
                .filter(identity -> identity.name().equals(user))
                .findFirst()
                .map(identity -> FoundUser.of(identity, in.policy(), login))
                .orElse(null);
    }

    private CompletableFuture<String> sessions(Set<String> names, SearchJson json) {
        Sessions now = sessions.sessions().get();
        if (!sessions.isOn() || now == null) {
            return CompletableFuture.completedFuture(
                    sessions.isOn()
                            ? json.withoutSessions("unknown", SessionSource.SILENCE)
                            : json.withoutSessions("off", ""));
        }
        CompletableFuture<FoundSessions> all =
                CompletableFuture.completedFuture(new FoundSessions(List.of(), new Coverage(0, 0)));
        for (String name : names) {
            all = all.thenCombine(now.all(new SessionQuery(name, null)), UserSearch::both);
        }
        return all.thenApply(json::with);
    }

    private static FoundSessions both(FoundSessions some, FoundSessions others) {
        List<ServerSession> all = new ArrayList<>(some.sessions());
        all.addAll(others.sessions());
        return new FoundSessions(all, others.coverage());
    }

    private static AdminReply problem(int status, String words) {
        byte[] json = new JsonWriter(128).begin().member("problem", words).end().toByteArray();
        return new AdminReply(status, new String(json, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        thread.dispose();
    }
}
