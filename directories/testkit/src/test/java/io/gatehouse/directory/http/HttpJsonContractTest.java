package io.gatehouse.directory.http;

/** The contract, by logins and answers in JSON. */
class HttpJsonContractTest extends HttpDirectoryContract {
    @Override
    HttpDirectorySettings settings() {
        return settings(HttpMode.JSON, StatusMethod.POST, StatusBody.JSON, "/json", "", true);
    }
}
