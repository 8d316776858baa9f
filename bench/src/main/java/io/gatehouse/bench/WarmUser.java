package io.gatehouse.bench;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.load.request.TestUsers.TestLogin;
import io.gatehouse.passwords.ApiToken;
import io.gatehouse.passwords.TokenHash;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** A user who can log in by name and password, a token or an nkey, and may the same whichever directory tells who it is. */
final class WarmUser {
    /** When certificates and bearer tokens end. */
    static final Instant END = Instant.parse("2040-01-01T00:00:00Z");

    private static final SecureRandom RANDOM = new SecureRandom();

    private final int number;
    private final TestLogin login;
    private final ApiToken token = ApiToken.generate(RANDOM);
    private final SigningKey nkey = SigningKey.generate(NkeyKind.USER);

    private WarmUser(int number) {
        this.number = number;
        this.login = Requests.USERS.login(number);
    }

    /** Those whom {@link Requests} are about. */
    static List<WarmUser> all() {
        return IntStream.range(0, Requests.USERS.size()).mapToObj(WarmUser::new).toList();
    }

    String name() {
        return login.user();
    }

    ApiToken token() {
        return token;
    }

    SigningKey nkey() {
        return nkey;
    }

    /** The record in a bucket. */
    String record() {
        return "{\"pass\":\"" + login.password() + "\"," + rights() + '}';
    }

    /** The field of a users.json. */
    String field() {
        return field(name(), record());
    }

    /** The same of a user who {@link #END ends} when the certificate or the token does. */
    String fieldWithEnd() {
        return field(name(), "{\"pass\":\"%s\",\"expires\":\"%s\",%s}".formatted(login.password(), END, rights()));
    }

    /** The same where {@link WarmRules#hundred} say what the user may. */
    String fieldWithGroups() {
        return field(
                name(),
                "{\"pass\":\"%s\",\"groups\":[\"all\",\"%s\",\"%s\"]}"
                        .formatted(login.password(), department(0), department(1)));
    }

    /** The field of a users.json for nkeys. */
    String fieldWithNkey() {
        return field(name(), "{\"nkey\":\"" + nkey.publicKey() + "\"," + rights() + '}');
    }

    /** The field of a tokens.json. */
    String fieldWithToken() {
        return field(
                token.id(),
                "{\"name\":\"%s\",\"hash\":\"%s\",%s}"
                        .formatted(name(), TokenHash.of(token).text(), rights()));
    }

    private static String field(String name, String record) {
        return '"' + name + "\":" + record;
    }

    private String rights() {
        String permissions = "{\"pub\":{\"allow\":[\"%s.%s\",\"%s.%s\"]},\"sub\":{\"allow\":[\"inbox.%s.>\"]}}"
                .formatted(department(0), name(), department(1), name(), name());
        return "\"account\":\"APP\",\"permissions\":" + permissions + ",\"tags\":[\"net-0\"]";
    }

    private String department(int place) {
        return WarmRules.department(number + place);
    }
}
