package io.gatehouse.transport;

import io.gatehouse.pipeline.Envelope;
import io.gatehouse.pipeline.Intake;
import io.gatehouse.pipeline.Unpacked;
import io.gatehouse.pipeline.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** Sifts made-up messages as a server would write them, and collects answers for a socket that is none. One thread's. */
public final class RehearsalWire implements Wire {
    private static final String LINE_END = "\r\n";

    private final Outbox outbox = new Outbox((bytes, length) -> {}, () -> {});
    private final IdentityHashMap<Unpacked, byte[]> written = new IdentityHashMap<>();
    private final byte[] foreign = new byte[64];
    private @Nullable RequestSifter sifter;

    @Override
    public void open(Intake intake) {
        sifter = new RequestSifter(intake, null);
    }

    @Override
    public void bring(Unpacked message) {
        RequestSifter opened = sifter;
        if (opened == null) {
            throw new IllegalStateException("not open");
        }
        try {
            byte[] bytes = written.computeIfAbsent(message, RehearsalWire::write);
            int left = opened.read(new ByteArrayInputStream(bytes), foreign, 0, foreign.length);
            if (left != 0) {
                throw new IllegalStateException("a made-up request was not seen as one");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] write(Unpacked message) {
        String headers = message.serverXkey() == null
                ? ""
                : "NATS/1.0" + LINE_END + "Nats-Server-Xkey: " + message.serverXkey() + LINE_END + LINE_END;
        int total = headers.length() + message.bodyLength();
        String lengths = headers.isEmpty() ? " " + total : " " + headers.length() + " " + total;
        String first = (headers.isEmpty() ? "MSG " : "HMSG ") + CalloutService.SUBJECT + " 1 " + message.replyTo();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes((first + lengths + LINE_END + headers).getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(message.body());
        out.writeBytes(LINE_END.getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    @Override
    public boolean send(Envelope request, String replyTo, byte[] body) {
        try {
            return outbox.publish(replyTo, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isBackedUp() {
        return outbox.isBackedUp();
    }

    @Override
    public void flush() {
        try {
            outbox.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
