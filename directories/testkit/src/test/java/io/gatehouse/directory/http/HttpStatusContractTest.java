package io.gatehouse.directory.http;

/** The contract, by a status, where the service wants our own credentials too. */
class HttpStatusContractTest extends HttpDirectoryContract {
    @Override
    HttpDirectorySettings settings() {
        return settings(HttpMode.STATUS, StatusMethod.POST, StatusBody.FORM, "/status", "/health", true);
    }
}
