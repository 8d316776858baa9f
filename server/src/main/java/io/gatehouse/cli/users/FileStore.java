package io.gatehouse.cli.users;

import io.gatehouse.directory.bucket.KvBucket.Stored;
import io.gatehouse.directory.users.RecordText;
import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.files.ChangeLock;
import io.gatehouse.files.FileErrors;
import io.gatehouse.files.FileReplacement;
import io.gatehouse.policy.text.NameForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * The users of a users.json. It is written anew as a whole beside its place and renamed into it, unless somebody else has changed it
 * since it was read; the revision of what is stored is 1.
 */
final class FileStore implements UserStore {
    private static final long THERE = 1;

    private final Path path;
    private byte[] read;
    private RecordText users;

    private FileStore(Path path, byte[] read, RecordText users) {
        this.path = path;
        this.read = read;
        this.users = users;
    }

    /** @throws UsersFileException when it cannot be used as it is */
    static FileStore open(Path path) {
        UsersFile unused = UsersFile.read(path);
        try {
            byte[] read = Files.readAllBytes(path);
            return new FileStore(path, read, RecordText.parse(path.toString(), read));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return path.toString();
    }

    /** Each name is left as it is written. */
    @Override
    public NameForm form() {
        return NameForm.EXACT;
    }

    @Override
    public Stored find(String user) {
        String json = users.get(user);
        return json == null ? Stored.NOTHING : new Stored(json, THERE);
    }

    @Override
    public boolean put(String user, String json, long revision) {
        return isAt(user, revision) && write(users.with(user, json));
    }

    @Override
    public boolean remove(String user, long revision) {
        return isAt(user, revision) && write(users.without(user));
    }

    private boolean isAt(String user, long revision) {
        return find(user).revision() == revision;
    }

    @Override
    public Map<String, Stored> all(IntConsumer progress) {
        Map<String, Stored> all = new LinkedHashMap<>();
        users.fields().keySet().forEach(user -> all.put(user, find(user)));
        progress.accept(all.size());
        return all;
    }

    @Override
    public int putAll(Map<String, Stored> changes, IntConsumer progress) {
        Map<String, String> changed = new LinkedHashMap<>(users.fields());
        int others = 0;
        for (Map.Entry<String, Stored> change : changes.entrySet()) {
            String json = change.getValue().json();
            if (json == null || !isAt(change.getKey(), change.getValue().revision())) {
                others++;
            } else {
                changed.put(change.getKey(), json);
            }
        }
        if (!write(RecordText.of(changed))) {
            return changes.size();
        }
        progress.accept(changes.size());
        return others;
    }

    /** False when somebody else has changed the file since it was read. */
    private boolean write(RecordText next) {
        byte[] json = next.lines().getBytes(StandardCharsets.UTF_8);
        UsersFile unused = UsersFile.parse(path.toString(), json, UsersFile.NONE);
        try (ChangeLock lock = ChangeLock.of(path)) {
            if (!Arrays.equals(read, Files.readAllBytes(lock.file()))) {
                return false;
            }
            FileReplacement.write(lock.file(), json);
        } catch (IOException e) {
            throw new UsersFileException(
                    List.of(path + " cannot be changed, and is as it was. It and ." + path.getFileName()
                            + ".lock beside it must be writable for who changes it: " + FileErrors.words(e)));
        }
        read = json;
        users = next;
        return true;
    }

    @Override
    public void close() {
        // Nothing is left open.
    }
}
