package io.gatehouse.cli.tokens;

import io.gatehouse.directory.users.RecordText;
import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.files.ChangeLock;
import io.gatehouse.files.FileErrors;
import io.gatehouse.files.FileReplacement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a tokens.json. It is written anew as a whole beside its place and renamed into it. Who wants to write waits for the
 * lock of a file beside it, which stays there, empty: a lock on the file itself would be one on the old file after the renaming.
 */
final class TokensFileStore implements TokenStore {
    private final Path path;
    private final @Nullable ChangeLock lock;
    private RecordText tokens;

    private TokensFileStore(Path path, @Nullable ChangeLock lock, RecordText tokens) {
        this.path = path;
        this.lock = lock;
        this.tokens = tokens;
    }

    /**
     * Opens a file to be looked at.
     *
     * @throws UsersFileException when it cannot be used
     */
    static TokensFileStore reading(Path path) {
        return new TokensFileStore(path, null, read(path));
    }

    /**
     * Opens a file to be changed, and waits until nobody else changes it.
     *
     * @param create whether one that is not there is made
     * @throws UsersFileException when it cannot be used
     */
    static TokensFileStore changing(Path path, boolean create) {
        ChangeLock lock = null;
        try {
            lock = ChangeLock.of(path);
            return new TokensFileStore(path, lock, create && !Files.exists(path) ? RecordText.EMPTY : read(path));
        } catch (IOException e) {
            close(lock);
            throw failed(path, "cannot be locked against others who change it: " + FileErrors.words(e));
        } catch (RuntimeException e) {
            close(lock);
            throw e;
        }
    }

    private static RecordText read(Path path) {
        UsersFile unused = UsersFile.readAfter(path, UsersFile.NO_TOKENS);
        try {
            return RecordText.parse(path.toString(), Files.readAllBytes(path));
        } catch (IOException e) {
            throw failed(path, "cannot be read: " + FileErrors.words(e));
        }
    }

    private static UsersFileException failed(Path path, String why) {
        return new UsersFileException(List.of(path + ": " + why));
    }

    @Override
    public Map<String, RecordText> all() {
        Map<String, RecordText> all = new LinkedHashMap<>();
        tokens.fields()
                .forEach((id, json) ->
                        all.put(id, RecordText.parse(path.toString(), json.getBytes(StandardCharsets.UTF_8))));
        return all;
    }

    @Override
    public boolean add(String id, RecordText record) {
        if (tokens.get(id) != null) {
            return false;
        }
        return change(Map.of(id, record));
    }

    @Override
    public boolean change(Map<String, RecordText> records) {
        RecordText next = tokens;
        for (Map.Entry<String, RecordText> record : records.entrySet()) {
            next = next.with(record.getKey(), record.getValue().json());
        }
        byte[] json = text(next).getBytes(StandardCharsets.UTF_8);
        UsersFile unused = UsersFile.parse(path.toString(), json, UsersFile.NO_TOKENS);
        try {
            FileReplacement.write(path, json);
        } catch (IOException e) {
            throw failed(path, "cannot be written, and is as it was: " + FileErrors.words(e));
        }
        tokens = next;
        return true;
    }

    /** One token a line. */
    private static String text(RecordText tokens) {
        return tokens.fields().entrySet().stream()
                .map(token -> "  " + RecordText.quoted(token.getKey()) + ": " + token.getValue())
                .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
    }

    @Override
    public void close() {
        close(lock);
    }

    private static void close(@Nullable ChangeLock lock) {
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
