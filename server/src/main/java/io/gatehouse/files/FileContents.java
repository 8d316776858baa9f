package io.gatehouse.files;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What was in some files when they were looked at, each under a name, to be compared with what is in them later. Of the contents nothing
 * is kept but their SHA-256.
 */
public final class FileContents {
    private final Map<String, String> sums;

    private FileContents(Map<String, String> sums) {
        this.sums = sums;
    }

    /**
     * Looks. A file that cannot be read has a content of its own.
     *
     * @param most how many bytes each may have; a larger one counts as one that cannot be read
     */
    public static FileContents of(Map<String, Path> files, int most) {
        Map<String, String> sums = new TreeMap<>();
        files.forEach((name, file) -> sums.put(name, sum(file, most)));
        return new FileContents(sums);
    }

    private static String sum(Path file, int most) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(RegularFile.bytes(file, most)));
        } catch (IOException e) {
            return "";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The names, of those that both have, under which there is something else than before. */
    public List<String> changesSince(FileContents before) {
        return sums.keySet().stream()
                .filter(before.sums::containsKey)
                .filter(name -> !Objects.equals(sums.get(name), before.sums.get(name)))
                .toList();
    }

    /** The names alone. */
    @Override
    public String toString() {
        return "FileContents" + sums.keySet();
    }
}
