package io.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * What every directory keeps to that asks a backend after the start: as {@link DirectoryContract}, and it opens while its
 * backend is down.
 */
public abstract class RemoteDirectoryContract extends DirectoryContract {
    @Test
    void opensThoughItsBackendIsDown() throws Exception {
        directory().close();
        inject(Fault.DOWN);
        openDirectory();
        assertThat(ask(known())).matches(Outcome::isUndecided, "undecided");
        inject(Fault.NONE);
        assertRecovers();
    }
}
