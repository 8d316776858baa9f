package io.gatehouse.transport;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a client says to its server at a time: a line of the protocol, and the message behind it if it publishes one. Text is one
 * character a byte.
 *
 * @param line without its end
 * @param message empty for all lines but PUB and HPUB
 */
public record ClientFrame(String line, String message) {
    /**
     * Reads the next one.
     *
     * @throws EOFException when the client has closed the connection, before or within a frame
     */
    static ClientFrame read(InputStream in) throws IOException {
        String line = line(in);
        boolean publishes = line.startsWith("PUB ") || line.startsWith("HPUB ");
        return new ClientFrame(line, publishes ? message(in, Integer.parseInt(lastWord(line))) : "");
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.indexOf("\r\n") < 0) {
            line.append(ScriptedServer.text(exactly(in, 1)));
        }
        return line.substring(0, line.length() - 2);
    }

    private static String message(InputStream in, int length) throws IOException {
        String message = ScriptedServer.text(exactly(in, length + 2));
        if (!message.endsWith("\r\n")) {
            throw new AssertionError("a message is longer than its line says: " + message);
        }
        return message.substring(0, length);
    }

    private static byte[] exactly(InputStream in, int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }

    /** One of the line's words, the first of which is its operation. */
    String word(int index) {
        return line.split(" ", -1)[index];
    }

    /** The id of a subscription, or the length of a message. */
    String lastWord() {
        return lastWord(line);
    }

    private static String lastWord(String line) {
        return line.substring(line.lastIndexOf(' ') + 1);
    }

    @Override
    public String toString() {
        return message.isEmpty() ? line : line + " <" + message + ">";
    }
}
