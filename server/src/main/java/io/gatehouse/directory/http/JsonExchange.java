package io.gatehouse.directory.http;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.Validity;
import io.gatehouse.directory.users.UserAnswer;
import io.gatehouse.directory.users.UserAnswer.Result;
import io.gatehouse.directory.users.UserRecords;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.directory.web.WebAnswer;
import io.gatehouse.directory.web.WebRequest;
import io.gatehouse.directory.web.WebUrl;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.DenyReason;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The login as JSON, and an answer in JSON: nothing but a 200 with such an answer decides. */
record JsonExchange(HttpDirectorySettings settings) implements LoginExchange {
    private static final int OK = 200;

    @Override
    public Set<LoginPart> reads() {
        Set<LoginPart> parts = EnumSet.of(LoginPart.USER, LoginPart.PASSWORD, LoginPart.TOKEN);
        settings.sent().forEach(sent -> parts.add(sent.part()));
        return parts;
    }

    @Override
    public boolean takes(AuthorizationRequest login) {
        return HttpCredentials.hasPassword(login.connect()) || HttpCredentials.hasToken(login.connect());
    }

    @Override
    public WebUrl target(WebUrl configured, AuthorizationRequest login) {
        return configured;
    }

    @Override
    public WebRequest request(AuthorizationRequest login) {
        return WebRequest.post(settings.own(), "application/json", LoginJson.of(login, settings.sent()));
    }

    @Override
    public boolean decides(WebAnswer answer) {
        return HttpUndecided.isOfOneRequest(answer) || (answer.status() == OK && !HttpUndecided.isPage(answer));
    }

    @Override
    public Answer<LookupResult> result(WebAnswer answer, AuthorizationRequest login, LookupTerms terms) {
        UserAnswer said = read(answer, user(login));
        return new Answer.Ready<>(
                switch (said.result()) {
                    case ALLOW ->
                        new LookupResult.Found(said.identity(settings.name()), new Validity(said.expiresAt()));
                    case DENY -> new LookupResult.Rejected(DenyReason.BAD_CREDENTIALS, said.reason());
                    case IGNORE -> LookupResult.NotMine.NOT_MINE;
                });
    }

    @Override
    public void verify(WebAnswer madeUp) {
        if (read(madeUp, MadeUpLogin.USER).result() == Result.ALLOW) {
            throw HttpUndecided.of(madeUp, MadeUpLogin.LET_IN);
        }
    }

    /** Who brings a token has no name yet: a client chooses its user name itself, and the token may be another's. */
    private static @Nullable String user(AuthorizationRequest login) {
        return HttpCredentials.hasToken(login.connect())
                ? null
                : login.connect().user();
    }

    private static UserAnswer read(WebAnswer answer, @Nullable String user) {
        if (answer.status() != OK) {
            throw HttpUndecided.status(answer);
        }
        try {
            return UserRecords.readAnswer("answer", user, answer.body());
        } catch (UsersFileException e) {
            throw HttpUndecided.body(answer, e);
        }
    }
}
