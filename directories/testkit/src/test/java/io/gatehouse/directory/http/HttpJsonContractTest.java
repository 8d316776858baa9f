package io.gatehouse.directory.http;

import org.junit.jupiter.api.Tag;

/** The contract, by logins and answers in JSON. */
@Tag("heavy")
class HttpJsonContractTest extends HttpDirectoryContract {
    @Override
    HttpDirectorySettings settings() {
        return settings(HttpMode.JSON, StatusMethod.POST, StatusBody.JSON, "/json", "", true);
    }
}
