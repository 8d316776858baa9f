package io.gatehouse.profile;

import io.gatehouse.flame.FlameGraph;
import io.gatehouse.load.rig.Reading;
import io.gatehouse.load.rig.Repository;
import io.gatehouse.load.rig.Running;
import io.gatehouse.load.rig.Stage;
import io.gatehouse.load.rig.Users;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** {@code bench/profile}: Gatehouse and a plain nats-server on loopback, saturated with requests of known users. */
public final class Main {
    /** The load tool finds its pace in it; shorter than the time after which the service counts as busy. */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private static final Duration BEYOND = Duration.ofSeconds(8); // the load outlasts the recording
    private static final Duration LIMIT =
            Duration.ofMinutes(8); // for all that is not load: building, starting, drawing
    private static final int USERS = 1000;

    private final Options options;
    private final Repository repository = Repository.ours();

    private Main(Options options) {
        this.options = options;
    }

    public static void main(String[] words) {
        if (List.of(words).contains("--help")) {
            System.out.println(Options.USAGE);
            return;
        }
        Options options;
        try {
            options = Options.parse(words);
        } catch (IllegalArgumentException wrong) {
            System.err.println("profile: " + wrong.getMessage() + "\n" + Options.USAGE);
            System.exit(2);
            return;
        }
        endAfter(LIMIT.plus(options.warmUp()).plus(options.recorded()));
        try {
            new Main(options).run();
            System.exit(0);
        } catch (Exception e) {
            System.err.println("profile: " + e.getMessage());
            System.exit(1);
        }
    }

    private void run() throws Exception {
        Path recording = repository.root().resolve("bench/target/profile.jfr");
        Files.createDirectories(recording.getParent());
        Files.deleteIfExists(recording);
        Reading reading = record(recording);
        FlameGraph graph = FlameGraph.of(recording, Pattern.compile(".*"));
        String what = "a warm answer " + options.sealing().words() + ", JDK "
                + Runtime.version().feature();
        Path images = options.out();
        FlameGraph.write(images.resolve("flame-cpu.svg"), graph.cpu("CPU time of " + what));
        FlameGraph.write(images.resolve("flame-allocation.svg"), graph.allocation("What is allocated for " + what));
        System.out.printf(
                Locale.ROOT,
                "%.0f answers/s, %.0f wrong, %.0f late; %.1f us of CPU time an answer for the whole process,"
                        + " which collects garbage and compiles beside what the table shows%n%n%s%n",
                reading.goodput(),
                reading.wrong(),
                reading.late(),
                reading.cpuMicros(),
                graph.table(reading.goodput()));
        System.out.println("Recording: " + recording + "\nGraphs: " + images + "/flame-cpu.svg, flame-allocation.svg");
    }

    private Reading record(Path recording) throws Exception {
        try (Stage stage = Stage.open()) {
            Users users = Users.plain(stage, USERS);
            ProfiledService service = new ProfiledService(repository.launcher());
            try (Running running = stage.start(service, users.directory(), options.sealing())) {
                say("warming up");
                load(stage, users, running, options.warmUp());
                say("recording");
                Recorder recorder =
                        new Recorder(running.pid(), repository.root().resolve("bench/profile.jfc"));
                CompletableFuture<Reading> load = CompletableFuture.supplyAsync(
                        () -> load(stage, users, running, options.recorded().plus(BEYOND)));
                new Busyness(ProcessHandle.of(running.pid()).orElseThrow()).await(load);
                recorder.start();
                pause(options.recorded());
                if (load.isDone()) {
                    throw new IOException("The load ended before the recording: let nothing else run on the machine");
                }
                recorder.stop(recording);
                Reading reading = load.get();
                running.check();
                return reading;
            }
        }
    }

    private Reading load(Stage stage, Users users, Running running, Duration duration) {
        return new Reading(stage.load(users.logins(), options.sealing())
                .concurrency(options.concurrency())
                .warmUp(SETTLING)
                .lasting(duration)
                .watching(running)
                .run());
    }

    private static void pause(Duration duration) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(duration.toMillis());
    }

    private static void say(String what) {
        System.err.println("profile: " + what);
    }

    /** Ends the program in any case; what it started ends with it. */
    private static void endAfter(Duration limit) {
        Thread watch = new Thread(
                () -> {
                    try {
                        pause(limit);
                        say("not done after " + limit.toSeconds() + " s; giving up");
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    System.exit(3);
                },
                "profile-limit");
        watch.setDaemon(true);
        watch.start();
    }
}
