package io.gatehouse.nats;

import io.nats.client.support.IncomingHeadersProcessor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A socket for the client library over which messages of a stream come, with whatever headers somebody has stored them. Public, with a
 * constructor without parameters, because the library makes it by its name.
 */
public class StreamPort extends PlainPort {
    private final Frames frames = new Frames(super::read);

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return frames.read(target, offset, length);
    }

    /** The library cannot see what is here already, and would take it for something that was said within TLS. */
    @Override
    public void upgradeToSecure() throws IOException {
        if (!frames.isEmpty()) {
            throw new IOException("nats-server sent more than INFO before TLS");
        }
        super.upgradeToSecure();
    }

    /**
     * What a server sends, as the client library can read it. A message may have headers that are none, or that say that it is a status:
     * whoever stores one in a stream chooses them, and nats-server delivers it as it is. At the former the library ends reading without a
     * word, and the latter it hands on as no message of the stream. Both become messages without headers, with these before the payload.
     * Used by one thread.
     */
    static final class Frames {
        /** A line has a subject and a reply of at most some thousand characters each. */
        private static final int LONGEST_LINE = 64 * 1024;

        private static final int FIRST_SIZE = 64 * 1024;
        private static final String OF_STREAM = "$JS.ACK.";

        private final Source source;
        private byte[] buffer = new byte[FIRST_SIZE];
        private int begin;
        private int end;

        /** So many bytes can be passed on, of which not all need be here yet. */
        private long passing;

        /** Where to read from. */
        @FunctionalInterface
        interface Source {
            int read(byte[] target, int offset, int length) throws IOException;
        }

        Frames(Source source) {
            this.source = source;
        }

        /** Whether all that was read has been passed on. */
        boolean isEmpty() {
            return begin == end && passing == 0;
        }

        /** As a stream's. */
        int read(byte[] target, int offset, int length) throws IOException {
            while (passing == 0 || begin == end) {
                if (passing == 0 && begin < end) {
                    next();
                } else if (!fill()) {
                    return -1;
                }
            }
            int passed = (int) Math.min(Math.min(length, end - begin), passing);
            System.arraycopy(buffer, begin, target, offset, passed);
            begin += passed;
            passing -= passed;
            return passed;
        }

        /** Looks at the next line, and at the headers that it is about. */
        private void next() throws IOException {
            int line = line();
            passing = line;
            if (buffer[begin] == 'M') {
                passing = line + size(line) + 2;
            } else if (buffer[begin] == 'H') {
                long size = size(line);
                passing = headed(line) + size + 2;
            }
        }

        /** The last number of a line: so many bytes come after it, and the end of a line. */
        private long size(int line) {
            long size = 0;
            long unit = 1;
            for (int i = begin + line - 3; buffer[i] >= '0' && buffer[i] <= '9'; i--) {
                size += unit * (buffer[i] - '0');
                unit *= 10;
            }
            return size;
        }

        /** The length of a line about headers, as it is passed on. */
        private int headed(int line) throws IOException {
            String[] parts = new String(buffer, begin, line - 2, StandardCharsets.ISO_8859_1).split(" ");
            return isReadable(line, Integer.parseInt(parts[parts.length - 2]), parts)
                    ? line
                    : withoutHeaders(line, parts);
        }

        /** The length of the line that begins here. */
        private int line() throws IOException {
            for (int i = begin; ; i++) {
                while (i + 1 >= end) {
                    int at = i - begin;
                    if (at > LONGEST_LINE || !fill()) {
                        throw new EOFException("a line of nats-server has no end");
                    }
                    i = begin + at;
                }
                if (buffer[i] == '\r' && buffer[i + 1] == '\n') {
                    return i + 2 - begin;
                }
            }
        }

        private boolean isReadable(int line, int length, String[] parts) throws IOException {
            while (end - begin < line + length) {
                if (!fill()) {
                    throw new EOFException("headers end too early");
                }
            }
            byte[] headers = Arrays.copyOfRange(buffer, begin + line, begin + line + length);
            try {
                boolean isOfStream = parts.length == 6 && parts[3].startsWith(OF_STREAM);
                return new IncomingHeadersProcessor(headers).getStatus() == null || !isOfStream;
            } catch (RuntimeException e) {
                return false;
            }
        }

        /** Puts a line in its place that is shorter; the length of that. */
        private int withoutHeaders(int line, String[] parts) {
            StringBuilder other = new StringBuilder("MSG");
            for (int i = 1; i < parts.length; i++) {
                if (i != parts.length - 2) {
                    other.append(' ').append(parts[i]);
                }
            }
            byte[] bytes = other.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
            begin += line - bytes.length;
            System.arraycopy(bytes, 0, buffer, begin, bytes.length);
            return bytes.length;
        }

        /** Reads more; false when there is no more. */
        private boolean fill() throws IOException {
            if (begin > 0) {
                System.arraycopy(buffer, begin, buffer, 0, end - begin);
                end -= begin;
                begin = 0;
            }
            if (end == buffer.length) {
                buffer = Arrays.copyOf(buffer, 2 * buffer.length);
            }
            int read = source.read(buffer, end, buffer.length - end);
            end += Math.max(read, 0);
            return read >= 0;
        }
    }
}
