package io.gatehouse.directory.users;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The characters of a UTF-8 file as it streams by, without a byte order mark. What is not UTF-8 ends it with a {@link
 * NotUtf8Exception} that knows the place, a file over the bound with a {@link TooLargeException}.
 */
final class Utf8Text extends Reader {
    private static final int BLOCK = 16 * 1024;

    /** A buffer without any could take no more, and never come to its end. */
    private static final int ROOM = 8;

    private final InputStream in;
    private final long bound;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final ByteBuffer bytes;
    private final CRC32C sum = new CRC32C();
    private long read;
    private boolean ended;
    private int line = 1;
    private int column = 1;

    private Utf8Text(InputStream in, long bound, int capacity) {
        this.in = in;
        this.bound = bound;
        this.bytes = ByteBuffer.allocate(capacity).flip();
    }

    /** @param bound the most bytes that are read */
    static Utf8Text of(InputStream in, long bound) throws IOException {
        Utf8Text text = new Utf8Text(in, bound, BLOCK);
        text.begin();
        return text;
    }

    /** Of something short that is in memory already; it has no checksum. */
    static Utf8Text of(byte[] content) throws IOException {
        Utf8Text text = new Utf8Text(InputStream.nullInputStream(), Long.MAX_VALUE, content.length + ROOM);
        text.bytes.clear().put(content).flip();
        text.read = content.length;
        text.begin();
        return text;
    }

    /** Bytes that were taken from the stream up to now. */
    long bytesRead() {
        return read;
    }

    /** The checksum of them, as of {@link UsersSource#checksum}. */
    long checksum() {
        return UsersSource.checksum(read, sum);
    }

    @Override
    public int read(char[] to, int offset, int length) throws IOException {
        CharBuffer chars = CharBuffer.wrap(to, offset, length).slice();
        while (true) {
            CoderResult result = decoder.decode(bytes, chars, ended);
            if (chars.position() > 0) {
                count(chars);
                return chars.position();
            }
            if (result.isError()) {
                throw new NotUtf8Exception(line, column, read - bytes.remaining());
            }
            if (ended || length == 0) {
                return ended ? -1 : 0;
            }
            fill();
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void begin() throws IOException {
        while (!ended && bytes.remaining() < 4) {
            fill();
        }
        int begin = bytes.position();
        if (starts(begin, 0xfe, 0xff) || starts(begin, 0xff, 0xfe) || hasZero(begin)) {
            throw new Utf16Exception();
        }
        if (starts(begin, 0xef, 0xbb, 0xbf)) {
            bytes.position(begin + 3);
        }
    }

    private boolean starts(int from, int... octets) {
        for (int i = 0; i < octets.length; i++) {
            if (bytes.remaining() <= i || (bytes.get(from + i) & 0xff) != octets[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean hasZero(int from) {
        return bytes.remaining() >= 2 && (bytes.get(from) == 0 || bytes.get(from + 1) == 0);
    }

    private void fill() throws IOException {
        bytes.compact();
        int got = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (got < 0) {
            ended = true;
        } else {
            sum.update(bytes.array(), bytes.position(), got);
            bytes.position(bytes.position() + got);
            read += got;
        }
        bytes.flip();
        if (read > bound) {
            throw new TooLargeException();
        }
    }

    private void count(CharBuffer chars) {
        for (int i = 0; i < chars.position(); i++) {
            boolean end = chars.get(i) == '\n';
            line += end ? 1 : 0;
            column = end ? 1 : column + 1;
        }
    }

    /** A byte that is not UTF-8. */
    static final class NotUtf8Exception extends IOException {
        private static final long serialVersionUID = 1L;

        private final int line;
        private final int column;
        private final long offset;

        private NotUtf8Exception(int line, int column, long offset) {
            this.line = line;
            this.column = column;
            this.offset = offset;
        }

        int line() {
            return line;
        }

        int column() {
            return column;
        }

        /** The bytes before it. */
        long offset() {
            return offset;
        }
    }

    /** A file that begins as UTF-16 or UTF-32 does. */
    static final class Utf16Exception extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** A file with more bytes than the bound. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
