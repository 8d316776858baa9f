package io.gatehouse.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.SplittableRandom;

/** Parts of streams, made by a die: what publishers may choose, and what servers write. Text is one character a byte. */
final class WireBytes {
    /** What looks like protocol where it is none. */
    private static final List<String> BAIT = List.of(
            "\r\n",
            "\n",
            "\r",
            "\r\n\r\n",
            "PING\r\n",
            "MSG $SYS.REQ.USER.AUTH 7 bait 3\r\nabc\r\n",
            "\r\nHMSG $SYS.REQ.USER.AUTH 7 bait 12 12\r\nNATS/1.0\r\n\r\n\r\n",
            "x\r\nMSG a 8 1\r\nx\r\n",
            "NATS/1.0\r\n",
            "-ERR 'bait'\r\n",
            "\u0000");

    private static final List<String> SUBJECTS = List.of(
            "$SYS.REQ.USER.AUTH",
            "$SRV.PING",
            "_INBOX.abc.1",
            "MSG",
            "HMSG",
            "7",
            "0",
            "12",
            "$JS.ACK.a",
            ">",
            "*",
            "\u00e9");
    private static final List<String> OTHER_IDS =
            List.of("8", "77", "07", "6", "70", "$SYS.REQ.USER.AUTH", "x", "\u00b7", "\u00007");

    final SplittableRandom die;

    WireBytes(SplittableRandom die) {
        this.die = die;
    }

    boolean oneIn(int number) {
        return die.nextInt(number) == 0;
    }

    <T> T any(List<T> list) {
        return list.get(die.nextInt(list.size()));
    }

    /** Any bytes but blanks and line ends: known subjects, letters, UTF-8, control bytes. */
    String subject() {
        if (oneIn(3)) {
            return any(SUBJECTS);
        }
        int length = oneIn(50) ? die.nextInt(1, 600) : die.nextInt(1, 12);
        StringBuilder subject = new StringBuilder(length);
        int plainness = die.nextInt(3);
        while (subject.length() < length) {
            char octet = (char) (plainness == 0 ? die.nextInt(256) : plainness == 1 ? die.nextInt('!', 127) : 'a');
            if (octet != ' ' && octet != '\t' && octet != '\r' && octet != '\n') {
                subject.append(octet);
            }
        }
        return subject.toString();
    }

    String otherId() {
        return any(OTHER_IDS);
    }

    /** Subject and id of a message of our subscription. */
    String ours() {
        String subject = oneIn(4) ? subject() : "$SYS.REQ.USER.AUTH";
        return subject + blank() + WireTranscript.SID;
    }

    String others() {
        return subject() + blank() + otherId();
    }

    /** What stands between two parts of a line. */
    String blank() {
        return oneIn(12) ? "\t" : " ";
    }

    /** A reply subject behind a blank, or nothing. */
    String reply() {
        return oneIn(5) ? "" : blank() + subject();
    }

    String body() {
        StringBuilder body = new StringBuilder();
        int parts = die.nextInt(4);
        for (int i = 0; i < parts; i++) {
            body.append(oneIn(2) ? any(BAIT) : noise(die.nextInt(1, oneIn(40) ? 2000 : 40)));
        }
        return body.toString();
    }

    String noise(int length) {
        byte[] bytes = new byte[length];
        die.nextBytes(bytes);
        return new String(bytes, ISO_8859_1);
    }

    String digits(int number) {
        return (oneIn(30) ? "0".repeat(die.nextInt(1, 4)) : "") + number;
    }

    /** A block as clients and servers write them. */
    String headers() {
        StringBuilder headers = new StringBuilder("NATS/1.0\r\n");
        for (int lines = die.nextInt(4); lines > 0; lines--) {
            headers.append(any(List.of(
                            "A: b",
                            "A:",
                            "Key-1:value",
                            "A:  two words ",
                            "nats-server-xkey: XLOWER",
                            "B: Nats-Server-Xkey: XIN")))
                    .append("\r\n");
        }
        return headers.append("\r\n").toString();
    }

    /** The same with the header that requests have. */
    String requestHeaders() {
        String headers = headers();
        int firstLine = headers.indexOf('\n') + 1;
        return headers.substring(0, firstLine) + "Nats-Server-Xkey: X" + die.nextInt(1000) + "\r\n"
                + headers.substring(firstLine);
    }

    /** A block at which the client library's reader ends. */
    String oddHeaders() {
        return any(List.of(
                "",
                "\r\n",
                "NATS/1.0",
                "NATS/1.0\r\n",
                "NATS/1.0\r\n\r",
                "NATS/1.0\r\nno colon\r\n\r\n",
                "NATS/2.0\r\nA: b\r\n\r\n",
                "NATS/1.0\r\n: b\r\n\r\n",
                "NATS/1.0\r\nA: b\r\n",
                "NATS/1.0\r\nA: b",
                "NATS/1.0\r\n\u00e9: b\r\n\r\n",
                "NATS/1.0\r\nA: \u00e9\r\n\r\n",
                "NATS/1.0\r\nA: b\n\r\n\r\n",
                "NATS/1.0 \r\n\r\n",
                "NATS/1.0 5O3\r\n\r\n",
                "NATS/1.0 5033333333333\r\n\r\n",
                "nats/1.0\r\n\r\n",
                "NATS/1.0\nA: b\r\n\r\n",
                noise(die.nextInt(1, 30))));
    }

    String message(String names, String body) {
        return "MSG " + names + blank() + digits(body.length()) + "\r\n" + body + "\r\n";
    }

    String message(String names, String headers, String body) {
        return "HMSG" + blank() + names + blank() + digits(headers.length()) + blank()
                + digits(headers.length() + body.length()) + "\r\n" + headers + body + "\r\n";
    }

    String controlLine() {
        String text = subject() + (oneIn(2) ? " " + subject() : "");
        return any(List.of(
                        "PING",
                        "PONG",
                        "+OK",
                        "-ERR '" + text + "'",
                        "INFO {" + text + "}",
                        "PING " + text,
                        "-ERR\t" + text))
                + "\r\n";
    }

    /** What no reader takes. */
    String garbage() {
        String names = others();
        return any(List.of(
                "PINGPINGPING\r\n",
                "PIN\r\nPINGPING\r\n",
                "\r\nPINGPING\r\n",
                "PING\rPING\r\n",
                "INFO {\r}\r\n",
                "WHAT is\r\n",
                "PUB a 0\r\n\r\n",
                "MSG a\r\n\r\nPING\r\n",
                "MSG " + names + " 3\r\nabcd\r\n\r\n",
                "MSG " + names + " 3\r\nabc\rPING\r\n",
                "MSG " + names + " 3\r\nabc\n\nPING\r\n",
                "MSG " + names + " 3a\r\nabc\r\n",
                "HMSG " + names + " 12 4\r\nNATS/1.0\r\n\r\n\r\n",
                "HMSG " + names + "\r\n\r\n",
                "MSG " + names + " 4\r3\r\nabc\r\n",
                "MSG " + ours() + " r 3\r\nabcd\r\n\r\n"));
    }
}
