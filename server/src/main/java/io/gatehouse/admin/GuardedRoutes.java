package io.gatehouse.admin;

import io.gatehouse.policy.LateErrors;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.server.HttpServerRequest;

/** The admin requests, each answered only to who has the token. */
final class GuardedRoutes implements PageSource {
    private static final Logger log = LoggerFactory.getLogger(GuardedRoutes.class);

    private static final Duration BODY_TIME = Duration.ofSeconds(10);
    private static final Pattern LENGTH = Pattern.compile("\\d{1,9}");
    private static final AdminPage LATE_BODY = AdminPage.text(408, "The body did not come in time.");

    /** The status of a request that has the right token and is one too many. */
    private static final int TOO_MANY = 429;

    /** Statuses of requests that may not be made. */
    private static final Set<Integer> REFUSALS = Set.of(401, 403, TOO_MANY);

    private static final int MOST_REFUSALS_TOLD = 10;

    private static final AdminPage PARTIAL_BODY = AdminPage.text(400, "The body ended too early.");

    private final AdminToken token;
    private final Guard guard;
    private final List<AdminRoute> routes;
    private final AdminListener listener;
    private final RequestRate refusalsTold = new RequestRate(MOST_REFUSALS_TOLD, System::nanoTime);
    private final Polls polls = new Polls(System::nanoTime);

    GuardedRoutes(AdminAccess access, HttpSettings listening) {
        this.token = access.token();
        this.guard = new Guard(access, listening);
        this.routes = access.routes();
        this.listener = access.listener();
    }

    /** What the listener of metrics and health says of admin requests: where they are served. */
    static PageSource elsewhere(List<AdminRoute> routes) {
        Mono<AdminPage> page = Mono.just(AdminPage.text(
                404,
                "Admin requests are served at the address of http.admin_listen, if http.admin_token_file or"
                        + " http.admin_token was set at startup."));
        return (request, path) -> routes.stream().anyMatch(route -> route.path().equals(path)) ? page : null;
    }

    @Override
    public @Nullable Mono<AdminPage> page(HttpServerRequest request, String path) {
        return routes.stream()
                .filter(route -> route.path().equals(path))
                .findFirst()
                .map(route -> page(request, route).doOnNext(page -> tell(request, route, page)))
                .orElse(null);
    }

    private void tell(HttpServerRequest request, AdminRoute route, AdminPage page) {
        InetSocketAddress address = request.remoteAddress();
        String from = address == null ? null : address.getAddress().getHostAddress();
        if (isTold(route, page, from)) {
            listener.answered(request.method().name(), route.path(), from, page.status());
        }
    }

    private boolean isTold(AdminRoute route, AdminPage page, @Nullable String from) {
        return REFUSALS.contains(page.status())
                ? refusalsTold.take()
                : !route.polled() || polls.isFirst(route.path() + ' ' + page.status() + ' ' + from);
    }

    private Mono<AdminPage> page(HttpServerRequest request, AdminRoute route) {
        byte[] wanted = token.digest();
        AdminPage refusal = guard.refusal(request.requestHeaders(), route.polled());
        if (refusal == null || refusal.status() == TOO_MANY) {
            NewestConnections.trust(request, wanted);
        }
        if (refusal != null) {
            return Mono.just(refusal);
        }
        if (!route.takes(request.method().name())) {
            return Mono.just(AdminPage.wrongMethod(route.methods()));
        }
        Map<String, String> query = Query.of(request.uri(), route.parameters());
        if (query == null) {
            return Mono.just(AdminPage.UNKNOWN_QUERY);
        }
        if (isTooLarge(request, route.maxBody())) {
            return Mono.just(tooLarge(route));
        }
        return body(request, route.maxBody())
                .flatMap(body -> route.action().answer(query, body))
                .map(AdminPage::json)
                .onErrorResume(error -> failed(error, route));
    }

    private static boolean isTooLarge(HttpServerRequest request, int most) {
        if (most == 0) {
            return PageServer.hasBody(request.requestHeaders());
        }
        String length = request.requestHeaders().get(HttpHeaderNames.CONTENT_LENGTH, "0");
        return !LENGTH.matcher(length).matches() || Integer.parseInt(length) > most;
    }

    private static Mono<byte[]> body(HttpServerRequest request, int most) {
        return most == 0
                ? Mono.just(new byte[0])
                : request.receive()
                        .asByteArray()
                        .collect(() -> new Body(most), Body::add)
                        .map(Body::bytes)
                        .onErrorMap(GuardedRoutes::isOfTheConnection, ClientLeftException::new)
                        .timeout(BODY_TIME)
                        .contextWrite(LateErrors::ignored);
    }

    private static boolean isOfTheConnection(Throwable error) {
        return error instanceof IOException || error instanceof AbortedException;
    }

    private static AdminPage tooLarge(AdminRoute route) {
        return route.maxBody() == 0
                ? AdminPage.HAS_BODY
                : AdminPage.text(413, "The body may have " + route.maxBody() + " bytes.");
    }

    private static Mono<AdminPage> failed(Throwable error, AdminRoute route) {
        if (error instanceof TooLargeException) {
            return Mono.just(tooLarge(route));
        }
        if (error instanceof TimeoutException) {
            return Mono.just(LATE_BODY);
        }
        if (error instanceof ClientLeftException) {
            log.debug("a client left before the body of {} {} was there", route.method(), route.path());
            return Mono.just(PARTIAL_BODY);
        }
        log.error("{} {} could not be answered", route.method(), route.path(), error);
        return Mono.just(AdminPage.FAILED);
    }

    /** A body as far as it has come. */
    private static final class Body {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final int most;

        Body(int most) {
            this.most = most;
        }

        void add(byte[] part) {
            if (bytes.size() + part.length > most) {
                throw new TooLargeException();
            }
            bytes.write(part, 0, part.length);
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }

    /** The connection ended before the body did. */
    private static final class ClientLeftException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ClientLeftException(Throwable cause) {
            super(cause);
        }
    }

    /** A body has more bytes than it may. */
    private static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
