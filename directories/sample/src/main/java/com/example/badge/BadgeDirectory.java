package com.example.badge;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.entitlement.Entitlement;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Asks a server over HTTP who carries a badge, which a client presents as its token. */
final class BadgeDirectory implements Directory {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Pattern BADGE = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final String name;
    private final URI url;
    private final String account;

    BadgeDirectory(String name, URI url, String account) {
        this.name = name;
        this.url = url;
        this.account = account;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String type() {
        return "badge";
    }

    @Override
    public Set<LoginPart> reads() {
        return Set.of(LoginPart.TOKEN);
    }

    @Override
    public @Nullable Lookup lookup(AuthorizationRequest login) {
        String badge = login.connect().token();
        return badge != null && BADGE.matcher(badge).matches() ? new BadgeLookup(badge) : null;
    }

    /** Asks about a badge that nobody carries: while lookups fail, an answer to that tells that the server is there again. */
    @Override
    public Mono<Void> probe() {
        return Mono.fromFuture(() -> ask("nobody")).map(this::requireAnswer).then();
    }

    private HttpResponse<String> requireAnswer(HttpResponse<String> response) {
        if (response.statusCode() >= 500) {
            throw new UndecidedException(Drop.UNDECIDED, "HTTP status " + response.statusCode());
        }
        return response;
    }

    private CompletableFuture<HttpResponse<String>> ask(String badge) {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Authorization", "Bearer " + badge)
                .timeout(TIMEOUT)
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The client holds nothing but connections, which end when they are idle. */
    @Override
    public void close() {}

    private final class BadgeLookup implements Lookup {
        private final String badge;

        BadgeLookup(String badge) {
            this.badge = badge;
        }

        /** Always the same: what changes at the server is not known here, and counts when a cached answer has ended. */
        @Override
        public long version() {
            return 0;
        }

        @Override
        public Kind kind() {
            return Kind.REMOTE;
        }

        @Override
        public Answer<LookupResult> start(LookupTerms terms) {
            return new Answer.Pending<>(Mono.fromFuture(ask(badge)).map(this::result));
        }

        /** An exception means that it cannot be decided now: the client gets no answer, and tries again. */
        private LookupResult result(HttpResponse<String> response) {
            return switch (response.statusCode()) {
                case 200 ->
                    new LookupResult.Found(
                            Identity.of(name, Entitlement.plain(response.body().strip(), account)));
                case 404 -> LookupResult.NotMine.NOT_MINE;
                default -> throw new UndecidedException(Drop.UNDECIDED, "HTTP status " + response.statusCode());
            };
        }
    }
}
