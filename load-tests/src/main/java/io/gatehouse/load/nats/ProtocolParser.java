package io.gatehouse.load.nats;

import io.gatehouse.transport.MessageLine;
import io.gatehouse.transport.Operation;
import java.nio.charset.StandardCharsets;

/**
 * Takes apart what nats-server sends, by the server's own strict parser of lines, in the buffer that it was read into.
 * Nothing is copied and nothing allocated for a message; only the text of INFO and -ERR is. Not for several threads.
 */
public final class ProtocolParser {
    private static final int LINE_END = 2;

    private final Handler handler;
    private final MessageLine line = new MessageLine();

    /** Called with what came. */
    @FunctionalInterface
    public interface Handler {
        /**
         * A line that is no message.
         *
         * @param text of INFO and -ERR, without the operation; empty for the others
         */
        void line(Operation operation, String text) throws NatsException;

        /**
         * A message. The buffer is only lent.
         *
         * @param subjectAt where the subject begins, up to subjectEnd
         * @param headerLength 0 without headers; they come before the body
         * @param bodyAt where the body begins, behind the headers
         */
        default void message(
                byte[] buffer, int subjectAt, int subjectEnd, int headerLength, int bodyAt, int bodyLength) {}
    }

    public ProtocolParser(Handler handler) {
        this.handler = handler;
    }

    /**
     * Calls the handler with everything that is complete.
     *
     * @return how far the buffer is used up; the rest is the beginning of a line or a message
     * @throws NatsException when it is not what a nats-server sends
     */
    public int parse(byte[] buffer, int from, int to) throws NatsException {
        int at = from;
        int next = from;
        while (next >= 0 && next < to) {
            at = next;
            Operation operation = Operation.at(buffer, at, to);
            next = switch (operation) {
                case CUT -> -1;
                case UNKNOWN -> throw wrong();
                case MSG -> message(buffer, at + operation.length(), to, 1);
                case HMSG -> message(buffer, at + operation.length(), to, 2);
                default -> line(buffer, at, to, operation);
            };
        }
        return next < 0 ? at : next;
    }

    /** Returns where the next one begins, or -1 when this one is not complete. */
    private int message(byte[] buffer, int from, int to, int lengths) throws NatsException {
        MessageLine.Reading reading = line.read(buffer, from, to, false, lengths);
        if (reading == MessageLine.Reading.WRONG) {
            throw wrong();
        }
        if (reading == MessageLine.Reading.CUT || line.messageTo() + LINE_END > to) {
            return -1;
        }
        int headers = line.headers();
        handler.message(
                buffer,
                line.namesFrom(),
                line.subjectTo(),
                headers,
                line.messageFrom() + headers,
                line.total() - headers);
        return line.messageTo() + LINE_END;
    }

    private int line(byte[] buffer, int from, int to, Operation operation) throws NatsException {
        int end = from;
        while (end < to && buffer[end] != '\r') {
            end++;
        }
        if (end + LINE_END > to) {
            return -1;
        }
        if (buffer[end + 1] != '\n') {
            throw wrong();
        }
        boolean speaks = operation == Operation.INFO || operation == Operation.ERR;
        int textAt = from + operation.length();
        String text = speaks ? new String(buffer, textAt, end - textAt, StandardCharsets.UTF_8).strip() : "";
        handler.line(operation, text);
        return end + LINE_END;
    }

    private static NatsException wrong() {
        return new NatsException("not what a nats-server sends");
    }
}
