package io.gatehouse.directory.oidc.kubernetes;

import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.oidc.keys.IssuerKeys;
import io.gatehouse.directory.oidc.keys.KeyListener;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Has the service note that the keys of a cluster cannot be asked for.
 *
 * @param log hears of everything too
 * @param server what the note calls the API server
 */
record NotedKeys(KeyListener log, String server, ReloadRecorder recorder) implements KeyListener {
    NotedKeys {
        recorder.notFollowed("the keys of " + server + " have not been fetched yet");
    }

    @Override
    public void changed(IssuerKeys keys) {
        log.changed(keys);
        recorder.followed();
    }

    @Override
    public void failed(String why, @Nullable Duration left) {
        log.failed(why, left);
        recorder.notFollowed("the keys of " + server + " cannot be fetched: " + why);
    }

    @Override
    public void recovered() {
        log.recovered();
        recorder.followed();
    }
}
