package io.gatehouse.cli.keys;

import io.gatehouse.cli.place.RecordsFailure;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.files.ChangeLock;
import io.gatehouse.files.FileErrors;
import io.gatehouse.files.FileReplacement;
import io.gatehouse.files.RegularFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A file with the seeds of one place, one a line. Lines of other kinds stay as they are.
 *
 * @param out told of what another command has left that was killed
 */
record KeyFile(Path path, PrintWriter out) {
    /** Whether it is changed here: what is behind a link is exchanged by whoever has made the link, as Kubernetes does. */
    boolean isChangedHere() {
        try {
            return Files.isWritable(path)
                    && path.toRealPath().equals(path.toAbsolutePath().normalize());
        } catch (IOException e) {
            return false;
        }
    }

    /** Makes it the one that signs; the others stay behind it. */
    void putFirst(SeedText seed) {
        change(lines -> {
            List<String> changed = without(lines, seed.key());
            changed.add(0, seed.text());
            return changed;
        });
    }

    /** Holds it behind the others; a key that is there stays where it is. */
    void putLast(SeedText seed) {
        change(lines -> {
            List<String> changed = new ArrayList<>(lines);
            if (without(lines, seed.key()).size() == lines.size()) {
                changed.add(seed.text());
            }
            return changed;
        });
    }

    /** Takes a key out, and the line with its public half that {@code nsc generate nkey} writes. */
    void remove(Nkey key) {
        change(lines -> without(lines, key));
    }

    private static List<String> without(List<String> lines, Nkey key) {
        List<String> left = new ArrayList<>(lines);
        left.removeIf(line -> {
            SeedText seed = SeedText.ofLine(line);
            return line.strip().equals(key.text())
                    || (seed != null && seed.key().equals(key));
        });
        return left;
    }

    /** A command that was killed may have left seeds in a file that has no name which anybody knows. */
    static void removeUnfinished(Path file, PrintWriter out) throws IOException {
        FileReplacement.removeUnfinished(file)
                .forEach(name -> out.println("removed " + name + " beside " + file.getFileName()
                        + ", left over from a command that was killed"));
    }

    private void change(UnaryOperator<List<String>> change) {
        try (ChangeLock lock = ChangeLock.of(path)) {
            removeUnfinished(lock.file(), out);
            List<String> before = RegularFile.text(lock.file()).lines().toList();
            List<String> after = change.apply(before);
            if (!after.equals(before)) {
                FileReplacement.write(lock.file(), (String.join("\n", after) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new RecordsFailure(path + " cannot be changed, and stays as it was: " + FileErrors.words(e));
        }
    }
}
