package io.gatehouse.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.nats.client.impl.LibraryReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Reads a stream as Gatehouse does, with the client library behind the sifter, and as the client library alone does. */
final class WireReaders {
    private static final SentProtocol SENT = sent();

    private final List<LibraryReader> behind = readers();
    private final List<LibraryReader> alone = readers();

    private static List<LibraryReader> readers() {
        return IntStream.of(1, 3, 16, 50, 100, 300, 1000, 4096, 4096, 65536, 65536, 65536)
                .mapToObj(size -> new LibraryReader(size, RequestSifter.MAX_LIBRARY_LINE))
                .toList();
    }

    private static SentProtocol sent() {
        SentProtocol sent = new SentProtocol();
        byte[] login = ("PING\r\nSUB $SYS.REQ.USER.AUTH gatehouse " + WireTranscript.SID + "\r\n").getBytes(ISO_8859_1);
        try {
            sent.read(login, login.length);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return sent;
    }

    /** As Gatehouse does; the bytes come in portions that the die decides. */
    WireTranscript gatehouse(byte[] bytes, SplittableRandom die) {
        WireTranscript transcript = new WireTranscript(false, false);
        RequestSifter sifter = new RequestSifter(transcript, SENT, null);
        InputStream in = new Portions(bytes, die);
        transcript.end = behind.get(die.nextInt(behind.size()))
                .read((target, offset, length) -> sifter.read(in, target, offset, length), transcript);
        return transcript;
    }

    /** As the client library does. */
    WireTranscript library(byte[] bytes, SplittableRandom die, boolean anyStatus) {
        WireTranscript transcript = new WireTranscript(true, anyStatus);
        InputStream in = new Portions(bytes, die);
        transcript.end = alone.get(die.nextInt(alone.size())).read(in::read, transcript);
        return transcript;
    }

    /** Gives the bytes in portions of about one size, which may be one byte. */
    private static final class Portions extends InputStream {
        private final byte[] bytes;
        private final SplittableRandom die;
        private final int most;
        private int at;

        Portions(byte[] bytes, SplittableRandom die) {
            this.bytes = bytes;
            this.die = die;
            this.most = 1 << die.nextInt(bytes.length > 100_000 ? 12 : 1, 25);
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (at == bytes.length) {
                return -1;
            }
            int count = Math.min(Math.min(length, bytes.length - at), die.nextInt(1, most + 1));
            System.arraycopy(bytes, at, target, offset, count);
            at += count;
            return count;
        }
    }
}
