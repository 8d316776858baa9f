package io.gatehouse.load.clients.workers;

import io.gatehouse.load.clients.engine.Counts;
import io.gatehouse.load.clients.engine.Outage;
import io.gatehouse.load.options.LoadException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A worker as its master sees it. */
final class WorkerProcess implements AutoCloseable {
    private static final long ANSWER_SECONDS = 60;
    private static final long END_SECONDS = 15;

    private final Process process;
    private final BufferedWriter orders;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private volatile Counts counts = Counts.NONE;
    private volatile boolean ended;

    private WorkerProcess(Process process) {
        this.process = process;
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "load-clients-worker-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts one; its words to the user go to our stderr. */
    static WorkerProcess start(List<String> command) {
        try {
            return new WorkerProcess(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new LoadException("a process for a share of the clients cannot be started: " + e.getMessage(), e);
        }
    }

    void awaitReady() {
        answer(WorkerProtocol.READY);
    }

    void begin() {
        order(WorkerProtocol.START);
    }

    void beginOutage() {
        order(WorkerProtocol.BEGIN_OUTAGE);
        answer(WorkerProtocol.READY);
    }

    Outage outage() {
        order(WorkerProtocol.TELL_OUTAGE);
        return WorkerProtocol.outage(answer(WorkerProtocol.OUTAGE));
    }

    Counts counts() {
        if (ended) {
            throw gone();
        }
        return counts;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        try {
            orders.close();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void order(String order) {
        try {
            orders.write(order);
            orders.newLine();
            orders.flush();
        } catch (IOException e) {
            throw gone();
        }
    }

    private String answer(String beginning) {
        try {
            String answer = answers.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (answer == null || !answer.startsWith(beginning)) {
                throw gone();
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted", e);
        }
    }

    private static LoadException gone() {
        return new LoadException(
                "a process with a share of the clients has ended or does not answer; see its words above");
    }

    private void read() {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith(WorkerProtocol.COUNTS)) {
                    counts = WorkerProtocol.counts(line);
                } else {
                    answers.add(line);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            answers.add("");
        }
        ended = true;
        answers.add("");
    }
}
