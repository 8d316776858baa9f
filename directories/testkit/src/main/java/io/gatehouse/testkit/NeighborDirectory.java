package io.gatehouse.testkit;

import com.sun.net.httpserver.HttpServer;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.entitlement.Entitlement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A directory beside the one under test, with a service of its own that is always well: it knows everybody who comes as guest. */
final class NeighborDirectory implements Directory {
    static final String USER = "guest-next-door";

    private final HttpServer service;
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpRequest request;

    NeighborDirectory() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        service.start();
        URI url = URI.create("http://127.0.0.1:" + service.getAddress().getPort() + "/");
        request = HttpRequest.newBuilder(url).build();
    }

    static boolean isItsOwn(AuthorizationRequest login) {
        return USER.equals(login.connect().user());
    }

    @Override
    public String name() {
        return "neighbor";
    }

    @Override
    public String type() {
        return "neighbor";
    }

    @Override
    public Set<LoginPart> reads() {
        return Set.of(LoginPart.USER);
    }

    @Override
    public @Nullable Lookup lookup(AuthorizationRequest login) {
        return isItsOwn(login) ? new NeighborLookup() : null;
    }

    @Override
    public Mono<Void> probe() {
        return ask().then();
    }

    private Mono<LookupResult> ask() {
        return Mono.fromFuture(() -> client.sendAsync(request, HttpResponse.BodyHandlers.discarding()))
                .map(answer -> new LookupResult.Found(Identity.of(name(), Entitlement.plain(USER, "APP"))));
    }

    @Override
    public void close() {
        service.stop(0);
    }

    private final class NeighborLookup implements Lookup {
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
            return new Answer.Pending<>(ask());
        }
    }
}
