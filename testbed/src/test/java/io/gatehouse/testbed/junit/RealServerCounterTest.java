package io.gatehouse.testbed.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.gatehouse.testbed.NatsServerBinary;
import io.gatehouse.testbed.tools.MissingTools;
import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.ToolVersion;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.opentest4j.TestAbortedException;

class RealServerCounterTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void countsNothingWhereNothingIsToldToNeedAServer() {
        run(Ordinary.class);

        assertThat(printed())
                .isEqualTo("Gatehouse: 0 tests ran against a nats-server; left out for lack of a tool: none\n");
    }

    @Test
    void countsTestsThatAreLeftOutForWantOfATool() {
        run(WithoutNsc.class, Ordinary.class);

        assertThat(printed())
                .isEqualTo("Gatehouse: 0 tests ran against a nats-server; left out for lack of a tool: 2 (nsc)\n");
    }

    @Test
    void doesNotCountTestsThatAreLeftOutForAnotherReason() {
        run(SwitchedOff.class);

        assertThat(printed()).endsWith("left out for lack of a tool: none\n");
    }

    @Test
    void namesWhatTheMachineLacksInALineOfItsOwn() {
        run(Moonlit.class, Ordinary.class);

        assertThat(printed()).isEqualTo("""
                        Gatehouse: 0 tests ran against a nats-server; left out for lack of a tool: none
                        Gatehouse: left out, since this machine has no: moon, it is in a cellar (2)
                        """);
    }

    @Test
    @NeedsTool("nats-server")
    void countsTestsThatRan() {
        run(Tagged.class, Ordinary.class);

        assertThat(printed()).matches("Gatehouse: 1 test ran against nats-server 2\\.\\d+\\.\\d+; left out .*: none\n");
    }

    @Test
    @NeedsTool("nats-server")
    void countsTestsOfParameterizedClasses() {
        run(Repeated.class);

        assertThat(printed()).startsWith("Gatehouse: 2 tests ran against nats-server 2.");
    }

    @Test
    @NeedsTool("nats-server")
    void tellsTestsOnOtherServersApart() {
        run(OnTwo.class);

        assertThat(printed())
                .matches(
                        "Gatehouse: 2 tests ran against nats-server 2\\.\\d+\\.\\d+ \\(1 on 2\\.9\\.1\\); left out .*: none\n");
    }

    @Test
    void countsTestsThatEndThemselvesForWantOfAServer() {
        run(WithoutOneServer.class);

        assertThat(printed()).endsWith("left out for lack of a tool: 1 (nats-server@2.10.29)\n");
    }

    private void run(Class<?>... classes) {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
        for (Class<?> type : classes) {
            request.selectors(selectClass(type));
        }
        LauncherDiscoveryRequest built = request.build();
        launcher().execute(built, new RealServerCounter(new PrintStream(printed, true, StandardCharsets.UTF_8)));
    }

    /** A launcher without the tally of the run that this test itself belongs to. */
    private static Launcher launcher() {
        return LauncherFactory.create(LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .build());
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    static class Ordinary {
        @Test
        void passes() {
            assertThat(getClass()).isNotNull();
        }
    }

    @Tag(AgainstNatsServer.TAG)
    static class Tagged extends Ordinary {}

    @Tag(AgainstNatsServer.TAG)
    @ParameterizedClass
    @ValueSource(ints = {1, 2})
    static class Repeated {
        @Parameter
        int number;

        @Test
        void passes() {
            assertThat(number).isPositive();
        }
    }

    @Tag(AgainstNatsServer.TAG)
    @ParameterizedClass(name = "nats-server {0}")
    @MethodSource("versions")
    static class OnTwo {
        @Parameter
        @Nullable ToolVersion version;

        static Stream<ToolVersion> versions() {
            return Stream.of(new ToolVersion(2, 9, 1), NatsServerBinary.find().version());
        }

        @Test
        void passes() {
            assertThat(version).isNotNull();
        }
    }

    static class WithoutOneServer {
        @Test
        void endsItself() {
            ToolSpec oldest = ToolSpec.named("nats-server@2.10.29");
            throw new TestAbortedException(SkipReason.reason(oldest.label(), MissingTools.of(oldest)));
        }
    }

    @ExtendWith(NscIsMissing.class)
    static class WithoutNsc {
        @Test
        void first() {
            throw new AssertionError("must not run");
        }

        @Test
        void second() {
            throw new AssertionError("must not run");
        }
    }

    @ExtendWith(Off.class)
    static class SwitchedOff extends Ordinary {}

    static class Moonlit {
        @BeforeEach
        void look() {
            MachineLimit.leaveOut("moon, it is in a cellar");
        }

        @Test
        void first() {
            throw new AssertionError("must not run");
        }

        @Test
        void second() {
            throw new AssertionError("must not run");
        }
    }

    static class NscIsMissing implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return ConditionEvaluationResult.disabled(SkipReason.reason("nsc", MissingTools.of(ToolSpec.NSC)));
        }
    }

    static class Off implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return ConditionEvaluationResult.disabled("switched off");
        }
    }
}
