package io.gatehouse.directory.http;

/** The contract, by a status, with the password of the user in the login of HTTP. */
class HttpBasicContractTest extends HttpDirectoryContract {
    @Override
    HttpDirectorySettings settings() {
        return settings(HttpMode.STATUS, StatusMethod.GET, StatusBody.JSON, "/basic", "", false);
    }
}
