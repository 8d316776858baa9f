package io.gatehouse.testbed.junit;

import io.gatehouse.testbed.NatsServerBinary;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Ends every test run with one line: how many tests ran against a real nats-server, and what was left out; and with a second
 * one where the machine itself could not run some.
 */
public final class RealServerCounter implements TestExecutionListener {
    private static final TestTag TAG = TestTag.create(AgainstNatsServer.TAG);

    private final AtomicInteger ran = new AtomicInteger();
    private final Map<String, Integer> ranOn = new ConcurrentSkipListMap<>();
    private final Map<String, Integer> leftOut = new ConcurrentSkipListMap<>();
    private final Map<String, Integer> impossible = new ConcurrentSkipListMap<>();
    private final PrintStream out;
    private @Nullable TestPlan plan;

    /** Called by JUnit. */
    public RealServerCounter() {
        this(System.out);
    }

    RealServerCounter(PrintStream out) {
        this.out = out;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan testPlan) {
        plan = testPlan;
    }

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
            aborted(identifier, result.getThrowable().orElse(null));
        } else if (identifier.isTest() && tagged(identifier)) {
            ran.incrementAndGet();
            version(identifier).ifPresent(version -> ranOn.merge(version, 1, Integer::sum));
        }
    }

    private void aborted(TestIdentifier identifier, @Nullable Throwable cause) {
        Optional.ofNullable(cause)
                .flatMap(missing -> SkipReason.command(String.valueOf(missing.getMessage())))
                .ifPresent(command -> leftOut.merge(command, Math.max(1, testsIn(identifier)), Integer::sum));
        if (identifier.isTest()) {
            MachineLimit.missing(cause).ifPresent(missing -> impossible.merge(missing, 1, Integer::sum));
        }
    }

    /** The server of the invocation of an {@link OnEveryServer} class that a test belongs to. */
    private Optional<String> version(TestIdentifier identifier) {
        Matcher name = OnEveryServer.NAME.matcher(identifier.getDisplayName());
        return name.find()
                ? Optional.of(name.group(1))
                : Optional.ofNullable(plan)
                        .flatMap(tests -> tests.getParent(identifier))
                        .flatMap(this::version);
    }

    /** A test has its class's tags, but not through the invocations of a parameterized class. */
    private boolean tagged(TestIdentifier identifier) {
        if (identifier.getTags().contains(TAG)) {
            return true;
        }
        return plan != null && plan.getParent(identifier).map(this::tagged).orElse(false);
    }

    @Override
    public void executionSkipped(TestIdentifier identifier, String reason) {
        SkipReason.command(reason).ifPresent(command -> leftOut.merge(command, testsIn(identifier), Integer::sum));
    }

    private int testsIn(TestIdentifier identifier) {
        Stream<TestIdentifier> below = plan == null ? Stream.empty() : plan.getDescendants(identifier).stream();
        return (int) Stream.concat(Stream.of(identifier), below)
                .filter(TestIdentifier::isTest)
                .count();
    }

    @Override
    public void testPlanExecutionFinished(TestPlan testPlan) {
        out.println(line());
        machineLine().ifPresent(out::println);
    }

    /** What this machine has not, and how many tests were left out for it; empty when none was. */
    private Optional<String> machineLine() {
        return impossible.isEmpty()
                ? Optional.empty()
                : Optional.of("Gatehouse: left out, since this machine has no: "
                        + impossible.entrySet().stream()
                                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                                .collect(Collectors.joining("; ")));
    }

    String line() {
        String tests = ran.get() == 1 ? "1 test" : ran + " tests";
        return "Gatehouse: " + tests + " ran against " + server() + "; left out for lack of a tool: " + leftOut();
    }

    private String server() {
        if (ran.get() == 0) {
            return "a nats-server";
        }
        String version = NatsServerBinary.find().version().toString();
        return "nats-server " + version + others(version);
    }

    private String others(String version) {
        String others = ranOn.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(version))
                .map(entry -> entry.getValue() + " on " + entry.getKey())
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? "" : " (" + others + ")";
    }

    private String leftOut() {
        return leftOut.isEmpty()
                ? "none"
                : leftOut.entrySet().stream()
                        .map(entry -> entry.getValue() + " (" + entry.getKey() + ")")
                        .collect(Collectors.joining(", "));
    }
}
