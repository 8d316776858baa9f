package io.gatehouse.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import io.nats.client.impl.LibraryReader.End;
import java.net.ProtocolException;
import java.util.SplittableRandom;

/** Holds our reading of a stream against the client library's. */
final class WireComparison {
    private static final int LONGEST_SHOWN = 1000;

    private final WireReaders readers = new WireReaders();

    /** The stream of a number: the same one each time. */
    void compare(long number) {
        SplittableRandom die = new SplittableRandom(number);
        boolean damaged = die.nextInt(3) == 0;
        WireStream stream = damaged ? WireStream.damaged(die) : WireStream.made(die);
        try {
            if (damaged) {
                compareAny(stream.raw(), die);
            } else {
                compareMade(stream, die);
            }
        } catch (AssertionError e) {
            throw new AssertionError("stream " + number + ": " + e.getMessage(), e);
        }
    }

    /** Both hear the same, the library of what is equivalent, and both come to the end or both do not. */
    void compareMade(WireStream stream, SplittableRandom die) {
        WireTranscript ours = readers.gatehouse(stream.raw(), die);
        WireTranscript library = readers.library(stream.equivalent(), die, false);
        demand(ours.requests.equals(library.requests), "other requests", stream.raw(), ours, library);
        demand(ours.xkeys.equals(library.xkeys), "other xkeys", stream.raw(), ours, library);
        demand(ours.others.equals(library.others), "other messages", stream.raw(), ours, library);
        demand(isOver(ours) == isOver(library), "another end", stream.raw(), ours, library);
        demand(isOver(ours) || isOurs(ours), "the library ended behind us", stream.raw(), ours, library);
    }

    /**
     * Of any bytes nobody hears what the other does not, up to where one of them ends; and Gatehouse goes on where the library
     * has ended only because of headers, for which it never ends a connection.
     */
    void compareAny(byte[] bytes, SplittableRandom die) {
        WireTranscript ours = readers.gatehouse(bytes, die);
        WireTranscript library = readers.library(bytes, die, true);
        demand(isOver(ours) || isOurs(ours), "the library ended behind us", bytes, ours, library);
        if (isOver(library)) {
            demand(ours.begins(library), "not the same beginning", bytes, ours, library);
            demand(isOver(ours) ? library.begins(ours) : isStricter(ours), "another end", bytes, ours, library);
        } else if (endedAtHeaders(library)) {
            demand(
                    library.begins(ours) || (isOurs(ours) && ours.begins(library)),
                    "not the same beginning",
                    bytes,
                    ours,
                    library);
        } else {
            demand(ours.begins(library), "something after the library's end", bytes, ours, library);
            demand(isOurs(ours), "no end", bytes, ours, library);
        }
    }

    private static boolean isOver(WireTranscript transcript) {
        return end(transcript).cause() == null;
    }

    /** Whether it is the sifter that ended. */
    private static boolean isOurs(WireTranscript transcript) {
        return end(transcript).cause() instanceof ProtocolException
                && end(transcript).noticed();
    }

    /** Whether it ended for what the library may take. */
    private static boolean isStricter(WireTranscript ours) {
        String reason = String.valueOf(requireNonNull(end(ours).cause()).getMessage());
        return reason.contains("whose first line is not understood")
                || reason.contains("not an operation of its protocol");
    }

    /** A reader that ends unnoticed has met headers, or a length of them that is beyond the message. */
    private static boolean endedAtHeaders(WireTranscript library) {
        return !end(library).noticed() && !(end(library).cause() instanceof NegativeArraySizeException);
    }

    private static End end(WireTranscript transcript) {
        return requireNonNull(transcript.end);
    }

    private static void demand(
            boolean met, String otherwise, byte[] bytes, WireTranscript ours, WireTranscript library) {
        if (!met) {
            throw new AssertionError(otherwise + "\n" + shown(bytes) + "\nGatehouse: "
                    + shown(ours.toString().getBytes(ISO_8859_1)) + "\nlibrary:   "
                    + shown(library.toString().getBytes(ISO_8859_1)));
        }
    }

    private static String shown(byte[] bytes) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(bytes.length, LONGEST_SHOWN); i++) {
            int octet = bytes[i] & 0xFF;
            shown.append(octet >= ' ' && octet < 127 ? String.valueOf((char) octet) : String.format("\\x%02x", octet));
        }
        return shown.toString();
    }
}
