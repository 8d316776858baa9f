package io.gatehouse.directory.http;

import org.junit.jupiter.api.Tag;

/** The contract, by a status, with the password of the user in the login of HTTP. */
@Tag("full")
class HttpBasicContractTest extends HttpDirectoryContract {
    @Override
    HttpDirectorySettings settings() {
        return settings(HttpMode.STATUS, StatusMethod.GET, StatusBody.JSON, "/basic", "", false);
    }
}
