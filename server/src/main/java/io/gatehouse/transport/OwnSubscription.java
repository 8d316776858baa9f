package io.gatehouse.transport;

import java.nio.charset.StandardCharsets;

/**
 * Our subscription to {@code $SYS.REQ.USER.AUTH}: the id that the server writes into each of its messages, and what the
 * lines of those messages begin with.
 */
@SuppressWarnings("ArrayRecordComponent") // compared with nothing, and changed by nobody
record OwnSubscription(byte[] sid, byte[] plain, byte[] withHeaders) {
    static OwnSubscription of(String sid) {
        String names = " " + CalloutService.SUBJECT + " " + sid + " ";
        return new OwnSubscription(bytes(sid), bytes("MSG" + names), bytes("HMSG" + names));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
