package io.gatehouse.directory.http;

/** The contract, by records of users. */
class HttpLookupContractTest extends HttpDirectoryContract {
    @Override
    HttpDirectorySettings settings() {
        return settings(HttpMode.LOOKUP, StatusMethod.POST, StatusBody.JSON, "/records/{user}", "/health", true);
    }
}
