package io.gatehouse.load.servers.batch;

import io.gatehouse.crypto.Nkey;
import io.gatehouse.load.request.RequestWriter;
import io.gatehouse.load.request.Workload;
import java.nio.charset.StandardCharsets;

/** Writes whole frames of the NATS protocol, each with one request and the reply subject that names it. */
public final class FrameWriter {
    private static final byte[] END = {'\r', '\n'};

    private final RequestWriter requests;
    private final Workload workload;
    private final String subject;
    private final String inbox;

    /**
     * @param inbox the reply subject without its last token, which is the request's number
     */
    public FrameWriter(RequestWriter requests, Workload workload, String subject, String inbox) {
        this.requests = requests;
        this.workload = workload;
        this.subject = subject;
        this.inbox = inbox;
    }

    /** The frame of a request about a client. */
    public byte[] frame(long request, int client) {
        byte[] payload = requests.payload(request, client);
        byte[] start = start(request, payload.length).getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[start.length + payload.length + END.length];
        System.arraycopy(start, 0, frame, 0, start.length);
        System.arraycopy(payload, 0, frame, start.length, payload.length);
        System.arraycopy(END, 0, frame, start.length + payload.length, END.length);
        return frame;
    }

    private String start(long request, int length) {
        String reply = inbox + "." + request;
        Nkey xkey = workload.server(request).xkey();
        if (xkey == null) {
            return "PUB " + subject + " " + reply + " " + length + "\r\n";
        }
        String headers = "NATS/1.0\r\nNats-Server-Xkey: " + xkey.text() + "\r\n\r\n";
        return "HPUB " + subject + " " + reply + " " + headers.length() + " " + (headers.length() + length) + "\r\n"
                + headers;
    }
}
