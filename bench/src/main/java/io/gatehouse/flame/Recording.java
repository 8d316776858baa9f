package io.gatehouse.flame;

import static io.gatehouse.flame.StackSample.SampleKind.ALLOCATION;
import static io.gatehouse.flame.StackSample.SampleKind.CPU_TIME;
import static io.gatehouse.flame.StackSample.SampleKind.JAVA;
import static io.gatehouse.flame.StackSample.SampleKind.NATIVE;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** A recording of the JVM, read once from its beginning to its end. */
public final class Recording {
    /** The recorder's own threads, and those that the JVM answers jcmd with. */
    private static final Pattern NOT_THE_SERVICE = Pattern.compile("JFR .*|Attach Listener|RMI .*|JMX .*");

    private final Periods periods = new Periods();
    private final ThreadLoads loads = new ThreadLoads();
    private final List<StackSample> cpu = new ArrayList<>();
    private final List<StackSample> allocations = new ArrayList<>();
    private double cores = 1;

    private Recording() {}

    /**
     * Reads a recording.
     *
     * @throws IOException when it cannot be read or is none
     */
    public static Recording read(Path file) throws IOException {
        Recording recording = new Recording();
        try (RecordingFile events = new RecordingFile(file)) {
            recording.periods.learn(events.readEventTypes());
            while (events.hasMoreEvents()) {
                recording.take(events.readEvent());
            }
        }
        return recording;
    }

    /**
     * What each origin costs, as a table in Markdown.
     *
     * @param answersPerSecond while it was recorded, more than 0
     */
    public String table(double answersPerSecond) {
        return new OriginTable(new Shares(cpu()), new Shares(allocation())).text(answersPerSecond);
    }

    /** Whether it has CPU time by the threads' CPU clocks. */
    boolean hasCpuClocks() {
        return cpu.stream().anyMatch(sample -> sample.kind() == CPU_TIME);
    }

    /** CPU time; by the threads' CPU clocks where the recording has that, and by the sampler's where not. */
    List<StackSample> cpu() {
        return hasCpuClocks()
                ? cpu.stream().filter(sample -> sample.kind() == CPU_TIME).toList()
                : loads.calibrated(cpu.stream()
                        .map(periods::weighed)
                        .filter(sample -> !isIdle(sample))
                        .toList());
    }

    /**
     * Allocation within the recording. A sample weighs what its thread has allocated since the one before, and the first of
     * a thread what it has allocated since its own start, which may be minutes before the recording's; so that is left out.
     */
    List<StackSample> allocation() {
        return allocations.stream().collect(Collectors.groupingBy(StackSample::threadId)).values().stream()
                .flatMap(ofThread -> ofThread.stream()
                        .sorted(Comparator.comparing(StackSample::time))
                        .skip(1))
                .toList();
    }

    private boolean isIdle(StackSample sample) {
        return sample.kind() == NATIVE
                && (Idleness.waits(sample.method()) || (loads.isEmpty() && Idleness.reads(sample.method())));
    }

    private void take(RecordedEvent event) {
        switch (event.getEventType().getName()) {
            case "jdk.CPUTimeSample" ->
                add(
                        event,
                        "eventThread",
                        CPU_TIME,
                        event.getDuration("samplingPeriod").toNanos());
            case "jdk.ExecutionSample" -> add(event, "sampledThread", JAVA, 1);
            case "jdk.NativeMethodSample" -> add(event, "sampledThread", NATIVE, 1);
            case "jdk.ObjectAllocationSample" -> add(event, "eventThread", ALLOCATION, event.getLong("weight"));
            case "jdk.ThreadCPULoad" -> addLoad(event);
            case "jdk.CPUInformation" -> cores = event.getInt("hwThreads");
            case "jdk.ActiveSetting" -> periods.set(event);
            default -> {}
        }
    }

    private void add(RecordedEvent event, String threadField, StackSample.SampleKind kind, long weight) {
        RecordedThread thread = event.getThread(threadField);
        if (thread == null || event.getStackTrace() == null || weight <= 0 || isTheRecorders(thread)) {
            return;
        }
        List<RecordedMethod> methods = event.getStackTrace().getFrames().stream()
                .map(RecordedFrame::getMethod)
                .filter(Objects::nonNull)
                .toList();
        List<CodeOrigin> origins = methods.stream()
                .map(RecordedMethod::getType)
                .map(RecordedClass::getName)
                .map(CodeOrigin::of)
                .toList();
        String innermost = methods.isEmpty()
                ? ""
                : methods.get(0).getType().getName() + "." + methods.get(0).getName();
        (kind == ALLOCATION ? allocations : cpu)
                .add(new StackSample(event.getStartTime(), thread.getId(), kind, innermost, origins, weight));
    }

    /** By its name in Java; the system's for a thread of the JVM. */
    private static boolean isTheRecorders(RecordedThread thread) {
        String name = thread.getJavaName() == null ? thread.getOSName() : thread.getJavaName();
        return name != null && NOT_THE_SERVICE.matcher(name).matches();
    }

    private void addLoad(RecordedEvent event) {
        RecordedThread thread = event.getThread("eventThread");
        if (thread != null) {
            loads.add(thread.getId(), cores * (event.getFloat("user") + event.getFloat("system")));
        }
    }
}
