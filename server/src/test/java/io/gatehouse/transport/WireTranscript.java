package io.gatehouse.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.gatehouse.pipeline.message.Envelope;
import io.gatehouse.pipeline.message.Intake;
import io.gatehouse.pipeline.message.MessageBatch;
import io.nats.client.impl.Headers;
import io.nats.client.impl.LibraryReader;
import io.nats.client.impl.NatsMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was heard of a stream: the messages of our subscription, all else in its order, and how it ended. Text is one character
 * a byte. Messages that are too large are written down as Gatehouse takes them, whoever read them.
 */
final class WireTranscript implements LibraryReader.Heard, Intake {
    /** The id of our subscription. */
    static final String SID = "7";

    /** Stands for the content of a message whose status only the client library has read. */
    private static final String ANY = "\u0000any";

    final List<String> requests = new ArrayList<>();
    final List<String> xkeys = new ArrayList<>();
    final List<String> others = new ArrayList<>();
    LibraryReader.@Nullable End end;

    /** Whether the reader is the client library alone, which reads our subscription's messages too. */
    private final boolean alone;
    /** Whether a status may be read as one where Gatehouse reads none. */
    private final boolean anyStatus;

    WireTranscript(boolean alone, boolean anyStatus) {
        this.alone = alone;
        this.anyStatus = anyStatus;
    }

    @Override
    public void message(NatsMessage message) {
        Headers headers = message.getHeaders();
        int body = message.getData().length;
        if (alone && LibraryReader.sid(message).equals(SID)) {
            request(message, headers, body);
        } else if (LibraryReader.total(message) <= RequestSifter.MAX_MESSAGE) {
            others.add(names(message) + content(message));
        }
    }

    private void request(NatsMessage message, @Nullable Headers headers, int body) {
        if (LibraryReader.total(message) > RequestSifter.MAX_MESSAGE) {
            requests.add("too large " + body);
            xkeys.add("null");
            return;
        }
        String content = message.isStatusMessage() ? ANY : new String(message.getData(), ISO_8859_1);
        requests.add(bytewise(message.getReplyTo()) + "|" + content);
        xkeys.add(String.valueOf(headers == null ? null : headers.getFirst("Nats-Server-Xkey")));
    }

    private static String names(NatsMessage message) {
        return LibraryReader.sid(message) + "|" + bytewise(message.getSubject()) + "|" + bytewise(message.getReplyTo())
                + "|";
    }

    private String content(NatsMessage message) {
        if (message.isStatusMessage()) {
            return alone && anyStatus ? ANY : "status " + message.getStatus().getCode();
        }
        return new String(message.getData(), ISO_8859_1);
    }

    /** The library makes a character of each byte, with its sign. */
    private static String bytewise(@Nullable String text) {
        if (text == null) {
            return "null";
        }
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) text.charAt(i);
        }
        return new String(bytes, ISO_8859_1);
    }

    @Override
    public void control(String operation, String text) {
        others.add(operation + " " + text);
    }

    @Override
    public boolean take(MessageBatch batch) {
        for (int place = 0; place < batch.size(); place++) {
            take(batch.message(place));
        }
        return false;
    }

    private void take(Envelope message) {
        if (message instanceof Oversized) {
            requests.add("too large " + message.bodyLength());
        } else {
            requests.add(message.replyTo() + "|" + new String(message.body(), ISO_8859_1));
        }
        xkeys.add(String.valueOf(message.serverXkey()));
    }

    @Override
    public void onWritable() {}

    /** Whether all that this one has heard begins what the other has heard. */
    boolean begins(WireTranscript other) {
        return begins(requests, other.requests) && begins(others, other.others);
    }

    private static boolean begins(List<String> beginning, List<String> whole) {
        if (beginning.size() > whole.size()) {
            return false;
        }
        for (int i = 0; i < beginning.size(); i++) {
            if (!same(beginning.get(i), whole.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(String one, String other) {
        return one.equals(other) || (isAny(one) && sameNames(one, other)) || (isAny(other) && sameNames(other, one));
    }

    private static boolean isAny(String text) {
        return text.endsWith("|" + ANY);
    }

    private static boolean sameNames(String any, String text) {
        return text.startsWith(any.substring(0, any.length() - ANY.length()));
    }

    @Override
    public String toString() {
        return "requests " + requests + ", xkeys " + xkeys + ", others " + others + ", end " + end;
    }
}
