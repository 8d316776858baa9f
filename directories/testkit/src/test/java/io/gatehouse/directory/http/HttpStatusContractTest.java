package io.gatehouse.directory.http;

import org.junit.jupiter.api.Tag;

/** The contract, by a status, where the service wants our own credentials too. */
@Tag("heavy")
class HttpStatusContractTest extends HttpDirectoryContract {
    @Override
    HttpDirectorySettings settings() {
        return settings(HttpMode.STATUS, StatusMethod.POST, StatusBody.FORM, "/status", "/health", true);
    }
}
