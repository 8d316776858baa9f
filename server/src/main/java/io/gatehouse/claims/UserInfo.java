package io.gatehouse.claims;

import io.gatehouse.claims.Permissions.SubjectRules;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.Json;
import io.gatehouse.claims.jwt.JsonReader;
import io.gatehouse.claims.jwt.Names;
import io.gatehouse.drops.Drop;

/**
 * An answer to {@code $SYS.REQ.USER.INFO}. It need not be the server's: everybody who receives the request can answer it.
 *
 * @param account the account of the user who asks
 * @param allowsResponses whether replies to what the user is sent are allowed, whatever else it may publish
 * @param publishing what else it may publish
 */
public record UserInfo(String account, boolean allowsResponses, SubjectRules publishing) {
    /** Room for more than a thousand subjects among the permissions. */
    static final int MAX_BYTES = 64 * 1024;

    private static final Names ANSWER = new Names("data");
    private static final Names DATA = new Names("account", "permissions");
    private static final Names PERMISSIONS = new Names("publish", "responses");

    /**
     * Reads an answer.
     *
     * @throws ClaimsException when it is no such answer
     */
    public static UserInfo decode(byte[] json) throws ClaimsException {
        if (json.length > MAX_BYTES) {
            throw new ClaimsException(Drop.TOO_LARGE, "the answer is too large");
        }
        return JsonReader.read(Json.USER_INFO, json, UserInfo::answer);
    }

    private static UserInfo answer(JsonReader in) throws ClaimsException {
        UserInfo info = null;
        JsonReader.Members answer = in.object(ANSWER);
        while (answer.next()) {
            info = data(in);
        }
        if (info == null) {
            throw ClaimsException.malformed("the answer has no data");
        }
        return info;
    }

    private static UserInfo data(JsonReader in) throws ClaimsException {
        String account = null;
        UserInfo unnamed = new UserInfo("", false, SubjectRules.NONE);
        JsonReader.Members data = in.object(DATA);
        while (data.next()) {
            switch (data.name()) {
                case "account" -> account = in.string();
                default -> unnamed = permissions(in);
            }
        }
        if (account == null) {
            throw ClaimsException.malformed("the answer names no account");
        }
        return new UserInfo(account, unnamed.allowsResponses, unnamed.publishing);
    }

    private static UserInfo permissions(JsonReader in) throws ClaimsException {
        boolean responses = false;
        SubjectRules publishing = SubjectRules.NONE;
        JsonReader.Members permissions = in.object(PERMISSIONS);
        while (permissions.next()) {
            if (permissions.name().equals("publish")) {
                publishing = UserBodyReader.rules(in);
            } else {
                in.skip();
                responses = true;
            }
        }
        return new UserInfo("", responses, publishing);
    }
}
