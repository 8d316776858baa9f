package io.gatehouse.directory.http;

/** What becomes of logins while a service fails that answers in JSON. */
class HttpJsonOutageTest extends HttpOutageContract {
    @Override
    protected String label() {
        return "http json";
    }

    @Override
    HttpMode mode() {
        return HttpMode.JSON;
    }

    @Override
    String path() {
        return "/json";
    }
}
