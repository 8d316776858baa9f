package io.gatehouse.testbed.pki;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes DER. */
final class DerWriter {
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private DerWriter() {}

    static byte[] value(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(tag);
        length(all, content.size());
        all.writeBytes(content.toByteArray());
        return all.toByteArray();
    }

    private static void length(ByteArrayOutputStream to, int length) {
        if (length < 0x80) {
            to.write(length);
        } else if (length < 0x100) {
            to.write(0x81);
            to.write(length);
        } else if (length < 0x10000) {
            to.write(0x82);
            to.write(length >> 8);
            to.write(length);
        } else {
            to.write(0x83);
            to.write(length >> 16);
            to.write(length >> 8);
            to.write(length);
        }
    }

    static byte[] sequence(byte[]... parts) {
        return value(SEQUENCE, parts);
    }

    static byte[] integer(BigInteger number) {
        return value(0x02, number.toByteArray());
    }

    static byte[] integer(long number) {
        return integer(BigInteger.valueOf(number));
    }

    static byte[] utf8(String text) {
        return value(0x0c, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] octets(byte[] content) {
        return value(0x04, content);
    }

    static byte[] bits(byte[] content) {
        return value(0x03, new byte[] {0}, content);
    }

    static byte[] yes() {
        return value(0x01, new byte[] {(byte) 0xff});
    }

    static byte[] time(Instant time) {
        return value(0x18, TIME.format(time).getBytes(StandardCharsets.US_ASCII));
    }

    /** An object identifier of arcs below 2^28. */
    static byte[] oid(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        arc(content, Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            arc(content, Integer.parseInt(arcs[i]));
        }
        return value(0x06, content.toByteArray());
    }

    private static void arc(ByteArrayOutputStream to, int number) {
        for (int shift = 21; shift > 0; shift -= 7) {
            if (number >> shift != 0) {
                to.write(0x80 | ((number >> shift) & 0x7f));
            }
        }
        to.write(number & 0x7f);
    }
}
