package io.nats.client.impl;

import io.nats.client.Options;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * The client library's own reader, on the calling thread and without a socket: in the library's package, because there is no
 * other way to it. Used again for each stream, as the library does for each connection.
 */
public final class LibraryReader {
    private final Recording recording;
    private final NatsConnectionReader reader;

    /** Where bytes come from. */
    @FunctionalInterface
    public interface Source {
        /** As {@link java.io.InputStream#read(byte[], int, int)}. */
        int read(byte[] target, int offset, int length) throws IOException;
    }

    /** Told what the reader makes of them. */
    public interface Heard {
        /** A message. */
        void message(NatsMessage message);

        /** A line that is none. */
        void control(String operation, String text);
    }

    /**
     * What ended a reader.
     *
     * @param cause null at the end of the stream
     * @param noticed whether the library makes a new connection because of it
     */
    public record End(Throwable cause, boolean noticed) {}

    /** One that asks for so many bytes at a time. */
    public LibraryReader(int bufferSize, int maxControlLine) {
        Options options = Options.builder()
                .bufferSize(bufferSize)
                .maxControlLine(maxControlLine)
                .build();
        recording = new Recording(options);
        reader = new NatsConnectionReader(recording);
    }

    /** The id of the subscription that a message is for. */
    public static String sid(NatsMessage message) {
        return message.sid;
    }

    /** How many bytes its headers and its body have. */
    public static int total(NatsMessage message) {
        return message.headerLen + message.dataLen;
    }

    /** Reads until it ends. */
    public End read(Source source, Heard heard) {
        recording.heard = heard;
        recording.issue = null;
        reader.start(CompletableFuture.completedFuture(new Port(source)));
        Future<Boolean> stopped = reader.stop(false);
        try {
            stopped.get();
        } catch (ExecutionException e) {
            return new End(e.getCause(), false);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Exception issue = recording.issue;
        return new End(issue instanceof EndOfStream ? null : issue, issue != null);
    }

    /** A connection that is never made, and writes down what its reader tells it. */
    @SuppressWarnings("try") // closing may be interrupted, and is not done
    private static final class Recording extends NatsConnection {
        private Heard heard;
        private Exception issue;

        Recording(Options options) {
            super(options);
        }

        @Override
        protected ExecutorService getReaderExecutor() {
            return ImmediateEventExecutor.INSTANCE;
        }

        @Override
        protected void deliverMessage(NatsMessage message) {
            heard.message(message);
        }

        @Override
        protected void processOK() {
            heard.control("+OK", "");
        }

        @Override
        protected void processError(String text) {
            heard.control("-ERR", text);
        }

        @Override
        protected void sendPong() {
            heard.control("PING", "");
        }

        @Override
        protected void handlePong() {
            heard.control("PONG", "");
        }

        @Override
        protected void handleInfo(String text) {
            heard.control("INFO", text);
        }

        @Override
        protected void handleCommunicationIssue(Exception e) {
            issue = e;
        }
    }

    private static final class Port implements DataPort {
        private final Source source;

        Port(Source source) {
            this.source = source;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = source.read(target, offset, length);
            if (read < 0) {
                throw new EndOfStream();
            }
            return read;
        }

        @Override
        @Deprecated
        public void connect(String uri, NatsConnection connection, long timeoutNanos) {}

        @Override
        public void upgradeToSecure() {}

        @Override
        public void write(byte[] bytes, int length) {}

        @Override
        public void shutdownInput() {}

        @Override
        public void close() {}

        @Override
        public void flush() {}
    }

    /** The library has an exception of its own for that; this one is known again. */
    private static final class EndOfStream extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
