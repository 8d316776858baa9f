package io.gatehouse.directory.http;

import org.junit.jupiter.api.Tag;

/** The contract, by records of users. */
@Tag("full")
class HttpLookupContractTest extends HttpDirectoryContract {
    @Override
    HttpDirectorySettings settings() {
        return settings(HttpMode.LOOKUP, StatusMethod.POST, StatusBody.JSON, "/records/{user}", "/health", true);
    }
}
