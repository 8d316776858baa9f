package io.gatehouse.profile;

import io.gatehouse.flame.FlameGraphs;
import io.gatehouse.flame.Recording;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.rig.Repository;
import io.gatehouse.load.rig.RunningService;
import io.gatehouse.load.rig.ServersRun;
import io.gatehouse.load.rig.TestEnvironment;
import io.gatehouse.load.rig.UserFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** {@code bench/profile}: Gatehouse and a plain nats-server on loopback, saturated with requests of known users. */
public final class ProfileMain {
    /** The load tool finds its pace in it; shorter than the time after which the service counts as busy. */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private static final Duration BEYOND = Duration.ofSeconds(8); // the load outlasts the recording
    private static final Duration LIMIT =
            Duration.ofMinutes(8); // for all that is not load: building, starting, drawing
    private static final int USERS = 1000;

    private final Options options;
    private final Repository repository = Repository.ours();

    private ProfileMain(Options options) {
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
            new ProfileMain(options).run();
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
        Figures figures = record(recording);
        Recording read = Recording.read(recording);
        FlameGraphs graphs = FlameGraphs.of(recording, read);
        String what = "a warm answer " + options.sealing().words() + ", JDK "
                + Runtime.version().feature();
        Path pages = options.out();
        graphs.writeCpu(pages.resolve("flame-cpu.html"), "CPU time of " + what);
        graphs.writeAllocation(pages.resolve("flame-allocation.html"), "What is allocated for " + what);
        System.out.printf(
                Locale.ROOT,
                "%.0f answers/s, %.0f wrong, %.0f late; %.1f us of CPU time an answer for the whole process,"
                        + " which collects garbage and compiles beside what the table shows%n%n%s%n",
                figures.value("in_time_per_s"),
                ServersRun.wrong(figures),
                figures.value("late"),
                figures.value("cpu_us_per_answer"),
                read.table(figures.value("in_time_per_s")));
        System.out.println("Recording: " + recording + "\nGraphs: " + pages + "/flame-cpu.html, flame-allocation.html");
    }

    private Figures record(Path recording) throws Exception {
        try (TestEnvironment environment = TestEnvironment.open()) {
            UserFiles users = UserFiles.plain(environment, USERS);
            ProfiledService service = new ProfiledService(repository.launcher());
            try (RunningService running = environment.start(service, users.directory(), options.sealing())) {
                say("warming up");
                load(environment, users, running, options.warmUp());
                say("recording");
                Recorder recorder =
                        new Recorder(running.pid(), repository.root().resolve("bench/profile.jfc"));
                CompletableFuture<Figures> load = CompletableFuture.supplyAsync(() ->
                        load(environment, users, running, options.recorded().plus(BEYOND)));
                new LoadDetector(ProcessHandle.of(running.pid()).orElseThrow()).await(load);
                recorder.start();
                pause(options.recorded());
                if (load.isDone()) {
                    throw new IOException("The load ended before the recording: let nothing else run on the machine");
                }
                recorder.stop(recording);
                Figures figures = load.get();
                running.check();
                return figures;
            }
        }
    }

    private Figures load(TestEnvironment environment, UserFiles users, RunningService running, Duration duration) {
        return environment
                .load(users.logins(), options.sealing())
                .concurrency(options.concurrency())
                .warmUp(SETTLING)
                .lasting(duration)
                .watching(running)
                .run();
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
