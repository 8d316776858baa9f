package io.gatehouse.cli;

import io.gatehouse.cli.init.Mode;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that share one stage, in each mode once; all of its users have the password {@code p}. */
@AgainstNatsServer
@ParameterizedClass
@EnumSource(Mode.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
abstract class SharedStage {
    @Parameter
    Mode mode;

    Stage stage;

    /** The stage with what the tests are about. */
    abstract Stage.Builder configured(Stage.Builder stage);

    @BeforeParameterizedClassInvocation
    void open(Mode mode) throws Exception {
        stage = configured(mode == Mode.OPERATOR ? Stage.operator() : Stage.config())
                .open();
    }

    @AfterParameterizedClassInvocation
    void close() {
        stage.close();
    }

    Client client(String user) throws Exception {
        return new Client(stage.as(user, "p"));
    }
}
