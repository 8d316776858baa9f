package io.gatehouse.cli;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Directories of many types in one configuration, each with its real backend, and real clients through all of them at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init")
abstract class EveryDirectoryContract {
    private EveryDirectoryStage stage;

    /** Starts the backends. */
    abstract EveryDirectory backends(Path folder) throws Exception;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        stage = EveryDirectoryStage.start(backends(folder));
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    EveryDirectoryStage stage() {
        return stage;
    }

    /** With the account and the rights that its directory gives, and no others. */
    @Test
    void eachLetsItsClientsInAtTheSameTime() throws Exception {
        stage.atOnce(stage.directories().named(), stage::logIn);
    }

    @Test
    void whoIsWrongIsRefusedByEach() throws Exception {
        stage.atOnce(stage.directories().named(), stage::assertRefusesStranger);
    }
}
