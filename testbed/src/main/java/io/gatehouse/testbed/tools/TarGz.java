package io.gatehouse.testbed.tools;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/**
 * One file out of a gzipped tar archive: blocks of 512 bytes, a header block before each file with its name at 0 (100
 * bytes) and its length in octal at 124 (12 bytes).
 */
final class TarGz {
    private static final int BLOCK = 512;
    private static final int NAME_LENGTH = 100;
    private static final int SIZE_OFFSET = 124;
    private static final int SIZE_LENGTH = 12;
    private static final long MAX_ENTRY = 256L << 20;

    private TarGz() {}

    static byte[] entry(byte[] archive, String name) throws FetchException, IOException {
        try (InputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(archive));
                DataInputStream blocks = new DataInputStream(unzipped)) {
            byte[] header = new byte[BLOCK];
            while (blocks.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
                long size = size(header);
                if (text(header, 0, NAME_LENGTH).equals(name)) {
                    return content(blocks, size);
                }
                blocks.skipNBytes((size + BLOCK - 1) / BLOCK * BLOCK);
            }
        }
        throw new FetchException("the archive holds no " + name);
    }

    private static byte[] content(DataInputStream blocks, long size) throws IOException {
        byte[] content = new byte[(int) size];
        blocks.readFully(content);
        return content;
    }

    private static long size(byte[] header) throws FetchException {
        try {
            long size = Long.parseLong(text(header, SIZE_OFFSET, SIZE_LENGTH).strip(), 8);
            if (size >= 0 && size <= MAX_ENTRY) {
                return size;
            }
        } catch (NumberFormatException e) {
            throw new FetchException("the archive is damaged: a file's length is not an octal number");
        }
        throw new FetchException("the archive is damaged: a file's length is out of bounds");
    }

    private static String text(byte[] header, int offset, int length) {
        int end = offset;
        while (end < offset + length && header[end] != 0) {
            end++;
        }
        return new String(header, offset, end - offset, StandardCharsets.US_ASCII);
    }
}
