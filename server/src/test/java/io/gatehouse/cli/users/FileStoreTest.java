package io.gatehouse.cli.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.users.UsersFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest {
    private static final int WRITERS = 4;
    private static final int EACH = 50;

    @TempDir
    private Path folder;

    /** Whoever has been told that somebody is disabled has to be able to rely on it. */
    @Test
    void nothingThatWasStoredIsLostToSomebodyElseWhoStoresAtThatMoment() throws Exception {
        Path file = Files.writeString(folder.resolve("users.json"), "{}");
        var stored = ConcurrentHashMap.<String>newKeySet();
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        List<Future<?>> work = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            String name = "user" + i + "-";
            work.add(writers.submit((Callable<Boolean>) () -> {
                for (int j = 0; j < EACH; j++) {
                    try (FileStore store = FileStore.open(file)) {
                        if (store.put(name + j, "{\"account\": \"APP\"}", 0)) {
                            stored.add(name + j);
                        }
                    } catch (UsersFileException e) {
                        // Another thread has the lock, for which another process would wait.
                        assertThat(e).hasMessageContaining("has locked it");
                    }
                }
                return true;
            }));
        }
        for (Future<?> each : work) {
            assertThat(each.get()).isEqualTo(true);
        }
        writers.shutdown();
        assertThat(stored).isNotEmpty();
        try (FileStore store = FileStore.open(file)) {
            assertThat(store.all(unused -> {}).keySet()).containsExactlyInAnyOrderElementsOf(stored);
        }
    }
}
