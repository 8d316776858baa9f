package io.gatehouse.flame;

import static io.gatehouse.flame.Sample.Kind.ALLOCATION;
import static io.gatehouse.flame.Sample.Kind.CPU_TIME;
import static io.gatehouse.flame.Sample.Kind.JAVA;
import static io.gatehouse.flame.Sample.Kind.NATIVE;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** A recording of the JVM, read once from its beginning to its end. */
final class Recording {
    /** The recorder's own threads, and those that the JVM answers jcmd with. */
    private static final Pattern NOT_THE_SERVICE = Pattern.compile("JFR .*|Attach Listener|RMI .*|JMX .*");

    private final Pattern threads;
    private final Periods periods = new Periods();
    private final ThreadLoads loads = new ThreadLoads();
    private final List<Sample> cpu = new ArrayList<>();
    private final List<Sample> allocations = new ArrayList<>();
    private double cores = 1;

    private Recording(Pattern threads) {
        this.threads = threads;
    }

    /**
     * Reads a recording.
     *
     * @param threads whose samples are taken, by their whole name
     * @throws IOException when it cannot be read or is none
     */
    static Recording read(Path file, Pattern threads) throws IOException {
        Recording recording = new Recording(threads);
        try (RecordingFile events = new RecordingFile(file)) {
            recording.periods.learn(events.readEventTypes());
            while (events.hasMoreEvents()) {
                recording.take(events.readEvent());
            }
        }
        return recording;
    }

    /** CPU time; by the threads' CPU clocks where the recording has that, and by the sampler's where not. */
    Profile cpu() {
        List<Sample> byClock =
                cpu.stream().filter(sample -> sample.kind() == CPU_TIME).toList();
        return profile(Measure.CPU, byClock.isEmpty() ? sampled() : byClock);
    }

    /**
     * Allocation within the recording. A sample weighs what its thread has allocated since the one before, and the first of
     * a thread what it has allocated since its own start, which may be minutes before the recording's; so that is left out.
     */
    Profile allocation() {
        return profile(
                Measure.ALLOCATION,
                allocations.stream().collect(Collectors.groupingBy(Sample::threadId)).values().stream()
                        .flatMap(ofThread -> ofThread.stream()
                                .sorted(Comparator.comparing(Sample::time))
                                .skip(1))
                        .toList());
    }

    private List<Sample> sampled() {
        List<Sample> weighed = cpu.stream().map(periods::weighed).toList();
        List<Sample> working =
                weighed.stream().filter(sample -> !isIdle(sample)).toList();
        return loads.calibrated(working);
    }

    private boolean isIdle(Sample sample) {
        if (sample.kind() != NATIVE) {
            return false;
        }
        List<StackFrame> frames = sample.stack().frames();
        StackFrame innermost = frames.get(frames.size() - 1);
        return Idleness.waits(innermost) || (loads.isEmpty() && Idleness.reads(innermost));
    }

    private static Profile profile(Measure measure, List<Sample> samples) {
        List<Stack> stacks = samples.stream().map(Sample::stack).toList();
        return new Profile(measure, stacks, ThreadLoads.nanos(samples) / 1e9);
    }

    private void take(RecordedEvent event) {
        switch (event.getEventType().getName()) {
            case "jdk.CPUTimeSample" ->
                add(
                        event,
                        "eventThread",
                        CPU_TIME,
                        (double) event.getDuration("samplingPeriod").toNanos(),
                        cpu);
            case "jdk.ExecutionSample" -> add(event, "sampledThread", JAVA, 1, cpu);
            case "jdk.NativeMethodSample" -> add(event, "sampledThread", NATIVE, 1, cpu);
            case "jdk.ObjectAllocationSample" ->
                add(event, "eventThread", ALLOCATION, (double) event.getLong("weight"), allocations);
            case "jdk.ThreadCPULoad" -> addLoad(event);
            case "jdk.CPUInformation" -> cores = event.getInt("hwThreads");
            case "jdk.ActiveSetting" -> periods.set(event);
            default -> {}
        }
    }

    private void add(RecordedEvent event, String threadField, Sample.Kind kind, double weight, List<Sample> samples) {
        RecordedThread thread = event.getThread(threadField);
        if (thread == null || event.getStackTrace() == null || weight <= 0) {
            return;
        }
        String name = Threads.name(thread);
        if (NOT_THE_SERVICE.matcher(name).matches() || !threads.matcher(name).matches()) {
            return;
        }
        List<StackFrame> frames = Threads.frames(name, event);
        if (kind == ALLOCATION) {
            frames.add(StackFrame.type(event.getClass("objectClass").getName()));
        }
        samples.add(new Sample(event.getStartTime(), thread.getId(), kind, new Stack(frames, weight)));
    }

    private void addLoad(RecordedEvent event) {
        RecordedThread thread = event.getThread("eventThread");
        if (thread != null) {
            loads.add(thread.getId(), cores * (event.getFloat("user") + event.getFloat("system")));
        }
    }
}
