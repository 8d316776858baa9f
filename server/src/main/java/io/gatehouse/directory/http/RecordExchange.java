package io.gatehouse.directory.http;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.LookupResult.Rejected;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.UserLookup;
import io.gatehouse.directory.users.UserRecords;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.directory.web.WebAnswer;
import io.gatehouse.directory.web.WebRequest;
import io.gatehouse.directory.web.WebUrl;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordHash;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.DenyReason;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The record of a user, as it would be in users.json, with the password hash: no password leaves Gatehouse. */
final class RecordExchange implements LoginExchange {
    private static final int OK = 200;

    private final HttpDirectorySettings settings;
    private final OwnCredentials ownCredentials;
    private final PasswordChecks checks;

    /** The last that was seen: unknown users cost as much as others do. */
    private volatile @Nullable PasswordHash decoy;

    RecordExchange(HttpDirectorySettings settings, OwnCredentials ownCredentials, PasswordChecks checks) {
        this.settings = settings;
        this.ownCredentials = ownCredentials;
        this.checks = checks;
    }

    @Override
    public Set<LoginPart> reads() {
        return Set.of(LoginPart.USER, LoginPart.PASSWORD);
    }

    @Override
    public boolean takes(AuthorizationRequest login) {
        return HttpCredentials.hasPassword(login.connect()) && takes(user(login));
    }

    /** Whether a user can be asked about. */
    boolean takes(String user) {
        return !UserTarget.couldLeadAstray(user);
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
        return request();
    }

    WebRequest request() {
        return WebRequest.get(settings.own());
    }

    @Override
    public boolean decides(WebAnswer answer) {
        boolean says = answer.status() == OK || answer.status() == HttpUndecided.NOT_FOUND;
        return HttpUndecided.isOfOneRequest(answer) || (says && !HttpUndecided.isPage(answer));
    }

    @Override
    public Answer<LookupResult> result(WebAnswer answer, AuthorizationRequest login, LookupTerms terms) {
        FileUser user = read(answer, user(login));
        if (user == null) {
            return absent(answer, terms);
        }
        PasswordHash own = user.password();
        if (own != null) {
            decoy = own;
        }
        String password = Objects.requireNonNull(login.connect().password());
        return UserLookup.of(settings.name(), user, decoy, password, 0, checks).start(terms);
    }

    private Answer<LookupResult> absent(WebAnswer answer, LookupTerms terms) {
        return new Answer.Pending<>(
                ownCredentials.confirmAbsence(answer, terms.deadline()).then(Mono.just(NotMine.NOT_MINE)));
    }

    /** What an answer says of a user of whom no password is known. */
    Answer<LookupResult> result(WebAnswer answer, String name, LookupTerms terms) {
        FileUser user = read(answer, name);
        if (user == null) {
            return absent(answer, terms);
        }
        boolean mayLogIn = user.password() != null && !user.entitlement().disabled();
        return new Answer.Ready<>(
                mayLogIn ? new Found(user.identity(settings.name())) : new Rejected(DenyReason.DISABLED));
    }

    @Override
    public void verify(WebAnswer madeUp) {
        if (read(madeUp, MadeUpLogin.USER) != null) {
            throw HttpUndecided.of(madeUp, MadeUpLogin.HAS_RECORD);
        }
    }

    /** Null where there is no such user. */
    private static @Nullable FileUser read(WebAnswer answer, String user) {
        if (answer.status() == HttpUndecided.NOT_FOUND) {
            if (HttpUndecided.isPage(answer)) {
                throw HttpUndecided.page(answer);
            }
            return null;
        }
        if (answer.status() != OK) {
            throw HttpUndecided.status(answer);
        }
        try {
            return UserRecords.readOnce("record", user, answer.body(), 0);
        } catch (UsersFileException e) {
            throw HttpUndecided.body(answer, e);
        }
    }

    @Override
    public @Nullable PasswordHash decoy() {
        return decoy;
    }
}
