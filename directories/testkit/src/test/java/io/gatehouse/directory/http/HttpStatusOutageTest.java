package io.gatehouse.directory.http;

import org.junit.jupiter.api.Tag;

/** What becomes of logins while a service fails that answers by status. */
@Tag("full")
class HttpStatusOutageTest extends HttpOutageContract {
    @Override
    protected String label() {
        return "http status";
    }

    @Override
    HttpMode mode() {
        return HttpMode.STATUS;
    }

    @Override
    String path() {
        return "/status";
    }
}
