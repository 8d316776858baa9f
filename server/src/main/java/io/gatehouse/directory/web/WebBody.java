package io.gatehouse.directory.web;

import java.io.ByteArrayOutputStream;

/** The body of one answer, as far as it has come; no larger than it may be. */
final class WebBody {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final WebUrl url;
    private final int most;

    WebBody(WebUrl url, int most) {
        this.url = url;
        this.most = most;
    }

    WebBody plus(byte[] more) {
        if (bytes.size() + more.length > most) {
            throw WebFailures.tooLarge(url, most);
        }
        bytes.writeBytes(more);
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
