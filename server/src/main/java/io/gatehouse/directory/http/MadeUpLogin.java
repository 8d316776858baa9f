package io.gatehouse.directory.http;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ClientInfo;
import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.claims.request.ServerId;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.util.List;

/** The login of somebody who does not exist, which a service is asked about to know whether it answers. */
final class MadeUpLogin {
    /** No user may be called this. */
    static final String USER = "gatehouse-probe";

    static final String LET_IN = "lets everybody in: it takes a made-up password of the made-up user " + USER;
    static final String HAS_RECORD =
            "has a record of the made-up user " + USER + ", so that it may have one of everybody";

    private MadeUpLogin() {}

    static AuthorizationRequest request() {
        String key = SigningKey.generate(NkeyKind.USER).publicKey().text();
        ServerId server =
                new ServerId("", "", SigningKey.generate(NkeyKind.SERVER).publicKey(), "", "", List.of(), null);
        ClientInfo client = new ClientInfo("127.0.0.1", 0, "", USER, List.of(), "", "Client", "nats", "", "");
        ConnectOptions connect = new ConnectOptions(null, null, null, null, USER, key, USER, "", "", 1);
        return new AuthorizationRequest(
                key, 0, 0, server, SigningKey.generate(NkeyKind.USER).publicKey(), client, connect, null, null);
    }
}
