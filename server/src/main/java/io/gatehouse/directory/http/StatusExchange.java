package io.gatehouse.directory.http;

import io.gatehouse.claims.jwt.JsonWriter;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.web.WebAnswer;
import io.gatehouse.directory.web.WebRequest;
import io.gatehouse.directory.web.WebRequest.Header;
import io.gatehouse.directory.web.WebUrl;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Identity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * Name and password, and a status for an answer: 2xx for right, 404 for a user that is not known, 401 for wrong. That could be
 * said of our own credentials as well, so these are probed before it counts. A 2xx counts of a server that has refused somebody who does
 * not exist a moment ago.
 *
 * @param ownCredentials asks whether our own credentials are good
 * @param strangers asks whether everybody is let in
 */
record StatusExchange(HttpDirectorySettings settings, OwnCredentials ownCredentials, Strangers strangers)
        implements LoginExchange {
    private static final LookupResult WRONG = new LookupResult.Rejected(DenyReason.BAD_CREDENTIALS);

    @Override
    public Set<LoginPart> reads() {
        return Set.of(LoginPart.USER, LoginPart.PASSWORD);
    }

    @Override
    public boolean takes(AuthorizationRequest login) {
        ConnectOptions connect = login.connect();
        if (!HttpCredentials.hasPassword(connect)) {
            return false;
        }
        String user = user(login);
        // A colon ends the name in a header.
        return !(settings.method() == StatusMethod.GET && user.indexOf(':') >= 0)
                && !(hasPlaceholder() && UserTarget.couldLeadAstray(user));
    }

    private boolean hasPlaceholder() {
        return settings.urls().stream().anyMatch(UserTarget::hasPlaceholder);
    }

    private static String user(AuthorizationRequest login) {
        return Objects.requireNonNull(login.connect().user());
    }

    @Override
    public WebUrl target(WebUrl configured, AuthorizationRequest login) {
        return UserTarget.of(configured, user(login));
    }

    @Override
    public WebRequest request(AuthorizationRequest login) {
        String user = user(login);
        String password = Objects.requireNonNull(login.connect().password());
        if (settings.method() == StatusMethod.GET) {
            List<Header> headers = new ArrayList<>(settings.own());
            headers.add(Header.basic(user, password));
            return WebRequest.get(headers);
        }
        return settings.body() == StatusBody.JSON
                ? WebRequest.post(settings.own(), "application/json", json(user, password))
                : WebRequest.post(settings.own(), "application/x-www-form-urlencoded", form(user, password));
    }

    private static byte[] json(String user, String password) {
        JsonWriter out = new JsonWriter(user.length() + password.length() + 64);
        return out.begin()
                .member("username", user)
                .member("password", password)
                .end()
                .toByteArray();
    }

    private static byte[] form(String user, String password) {
        String fields = "username=" + UserTarget.encoded(user) + "&password=" + UserTarget.encoded(password);
        return fields.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void asking(WebUrl configured) {
        strangers.ask(configured, this);
    }

    @Override
    public boolean decides(WebAnswer answer) {
        return switch (answer.status()) {
            case HttpUndecided.UNAUTHORIZED, HttpUndecided.FORBIDDEN -> true;
            case HttpUndecided.NOT_FOUND -> !HttpUndecided.isPage(answer);
            default -> HttpUndecided.isOfOneRequest(answer) || (answer.isSuccess() && !HttpUndecided.isPage(answer));
        };
    }

    @Override
    public Answer<LookupResult> result(WebAnswer answer, AuthorizationRequest login, LookupTerms terms) {
        refusePage(answer);
        if (answer.isSuccess()) {
            Identity who = new Identity(settings.name(), user(login), Map.of(), Set.of(), null);
            return new Answer.Pending<>(strangers
                    .confirmRefused(answer, login, this, terms.deadline())
                    .then(Mono.just(new LookupResult.Found(who))));
        }
        return switch (answer.status()) {
            case HttpUndecided.NOT_FOUND ->
                new Answer.Pending<>(
                        ownCredentials.confirmAbsence(answer, terms.deadline()).then(Mono.just(NotMine.NOT_MINE)));
            case HttpUndecided.UNAUTHORIZED ->
                new Answer.Pending<>(
                        ownCredentials.confirm(answer, terms.deadline()).then(Mono.just(WRONG)));
            case HttpUndecided.FORBIDDEN -> throw HttpUndecided.ofOneLogin(answer, "forbids this login or us");
            default -> throw HttpUndecided.status(answer);
        };
    }

    @Override
    public void verify(WebAnswer madeUp) {
        refusePage(madeUp);
        if (madeUp.isSuccess()) {
            throw HttpUndecided.of(madeUp, MadeUpLogin.LET_IN);
        }
        if (madeUp.status() != HttpUndecided.NOT_FOUND && madeUp.status() != HttpUndecided.UNAUTHORIZED) {
            throw HttpUndecided.status(madeUp);
        }
        strangers.refused(madeUp);
    }

    /** A proxy says 200 or 404 for a service that it does not reach: that is nobody's password, and nobody's absence. */
    private static void refusePage(WebAnswer answer) {
        boolean decides = answer.isSuccess() || answer.status() == HttpUndecided.NOT_FOUND;
        if (decides && HttpUndecided.isPage(answer)) {
            throw HttpUndecided.page(answer);
        }
    }
}
