package io.gatehouse.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.gatehouse.transport.WantedDifference.Pair;
import java.util.SplittableRandom;

/**
 * A stream that a die has made, behind the login.
 *
 * @param equivalent what the client library alone has to read to hear the same
 */
@SuppressWarnings("ArrayRecordComponent") // compared with nothing
record WireStream(byte[] raw, byte[] equivalent) {
    private static final WantedDifference[] DIFFERENCES = WantedDifference.values();
    private static final String SPECIAL = " \t\r\n0179:HMSGPINO+-\u0000\u00e9";
    private static final String LOGGED_IN = "PONG\r\n";
    private static final String END = "!\r\nPINGPING\r\n";

    /** Frames of every kind, whole but for the last one. */
    static WireStream made(SplittableRandom die) {
        WireBytes bytes = new WireBytes(die);
        StringBuilder raw = new StringBuilder(LOGGED_IN);
        StringBuilder equivalent = new StringBuilder(LOGGED_IN);
        int frames = die.nextInt(bytes.oneIn(20) ? 40 : 8);
        for (int i = 0; i < frames; i++) {
            Pair pair = bytes.oneIn(6) ? difference(bytes) : same(ordinary(bytes));
            raw.append(pair.raw());
            if (pair.equivalent() == null) {
                equivalent.append(END);
                return of(raw, equivalent);
            }
            equivalent.append(pair.equivalent());
        }
        String last = bytes.oneIn(5) ? bytes.garbage() : bytes.oneIn(2) ? cut(bytes, ordinary(bytes)) : "";
        return of(raw.append(last), equivalent.append(last));
    }

    /** Frames that both read alike, with a few bytes changed, left out or put in. */
    static WireStream damaged(SplittableRandom die) {
        WireBytes bytes = new WireBytes(die);
        StringBuilder raw = new StringBuilder();
        for (int frames = die.nextInt(1, 6); frames > 0; frames--) {
            raw.append(ordinary(bytes));
        }
        for (int changes = die.nextInt(1, 5); changes > 0 && raw.length() > 0; changes--) {
            int at = die.nextInt(raw.length());
            switch (die.nextInt(4)) {
                case 0 -> raw.setCharAt(at, (char) die.nextInt(256));
                case 1 -> raw.setCharAt(at, SPECIAL.charAt(die.nextInt(SPECIAL.length())));
                case 2 -> raw.deleteCharAt(at);
                default -> raw.insert(at, raw.charAt(die.nextInt(raw.length())));
            }
        }
        raw.insert(0, LOGGED_IN);
        return of(raw, raw);
    }

    private static Pair difference(WireBytes bytes) {
        WantedDifference difference = DIFFERENCES[bytes.die.nextInt(DIFFERENCES.length)];
        boolean heavy = difference == WantedDifference.LARGE
                || difference == WantedDifference.LONG_LINE
                || difference == WantedDifference.LONG_REPLY;
        return heavy && !bytes.oneIn(2000) ? same(ordinary(bytes)) : difference.make(bytes);
    }

    private static Pair same(String frame) {
        return new Pair(frame, frame);
    }

    private static String ordinary(WireBytes bytes) {
        return switch (bytes.die.nextInt(6)) {
            case 0 -> bytes.message(bytes.ours() + bytes.reply(), bytes.requestHeaders(), bytes.body());
            case 1 -> bytes.message(bytes.ours() + bytes.reply(), bytes.body());
            case 2 -> bytes.message(bytes.others() + bytes.reply(), bytes.headers(), bytes.body());
            case 3 -> bytes.message(bytes.others() + bytes.reply(), bytes.body());
            case 4 ->
                bytes.oneIn(3)
                        ? bytes.message(bytes.others(), "NATS/1.0 " + bytes.die.nextInt(100, 1000) + "\r\n\r\n", "")
                        : bytes.message(bytes.ours() + bytes.reply(), bytes.requestHeaders(), bytes.body());
            default -> bytes.controlLine();
        };
    }

    private static String cut(WireBytes bytes, String frame) {
        return frame.substring(0, bytes.die.nextInt(frame.length()));
    }

    private static WireStream of(CharSequence raw, CharSequence equivalent) {
        return new WireStream(
                raw.toString().getBytes(ISO_8859_1), equivalent.toString().getBytes(ISO_8859_1));
    }
}
