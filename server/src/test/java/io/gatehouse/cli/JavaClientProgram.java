package io.gatehouse.cli;

import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The client program on nats.java, with the options and lines of {@link io.gatehouse.testbed.ClientProgram}. */
final class JavaClientProgram {
    private final Map<String, String> given = new HashMap<>();
    private final CountDownLatch ended;

    private JavaClientProgram(String[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            boolean bare = i + 1 == arguments.length || arguments[i + 1].startsWith("--");
            given.put(arguments[i], bare ? "" : arguments[++i]);
        }
        ended = new CountDownLatch(count());
    }

    public static void main(String[] arguments) throws Exception {
        new JavaClientProgram(arguments).run();
    }

    private int count() {
        return Integer.parseInt(given.getOrDefault("--count", "1"));
    }

    private void run() throws InterruptedException {
        Thread watcher = new Thread(JavaClientProgram::endWithInput, "input");
        watcher.setDaemon(true);
        watcher.start();
        for (int number = 1; number <= count(); number++) {
            connect(number);
        }
        ended.await();
        System.exit(0);
    }

    private static void endWithInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            say(0, "error", e.toString());
        }
        System.exit(0);
    }

    private void connect(int number) throws InterruptedException {
        try {
            Connection connection = Nats.connect(options(new Teller(number, ended)));
            connection.flush(Duration.ofSeconds(10));
        } catch (AuthenticationException e) {
            say(number, "refused", String.valueOf(e.getMessage()));
            ended.countDown();
        } catch (IOException | TimeoutException | RuntimeException e) {
            say(number, "refused", e.toString());
            ended.countDown();
        }
    }

    private Options options(Teller teller) {
        Options.Builder options = Options.builder().connectionListener(teller).errorListener(teller);
        with("--url", options::server);
        with("--user", user -> options.userInfo(user, given.getOrDefault("--password", "")));
        with("--token", token -> options.token(token.toCharArray()));
        with("--nkey", seed -> options.authHandler(Nats.staticCredentials(null, seed(seed))));
        with("--creds", creds -> options.authHandler(Nats.credentials(creds)));
        with("--connect-timeout", ms -> options.connectionTimeout(Duration.ofMillis(Long.parseLong(ms))));
        with("--reconnect-wait", ms -> options.reconnectWait(Duration.ofMillis(Long.parseLong(ms))));
        with("--max-reconnects", most -> options.maxReconnects(Integer.parseInt(most)));
        return options.build();
    }

    private static char[] seed(String file) {
        try {
            return Files.readString(Path.of(file)).strip().toCharArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void with(String option, Consumer<String> use) {
        String value = given.get(option);
        if (value != null) {
            use.accept(value);
        }
    }

    private static void say(int number, String word, String text) {
        byte[] line =
                (number + " " + word + (text.isEmpty() ? "" : " " + text) + "\n").getBytes(StandardCharsets.UTF_8);
        System.out.write(line, 0, line.length);
        System.out.flush();
    }

    /** Prints what happens to one connection. */
    private record Teller(int number, CountDownLatch ended) implements ConnectionListener, ErrorListener {
        @Override
        @SuppressWarnings("deprecation") // the newer method calls this one, which is the abstract one
        public void connectionEvent(Connection connection, Events event) {
            switch (event) {
                case CONNECTED -> say(number, "connected", "");
                case DISCONNECTED -> say(number, "disconnected", "");
                case RECONNECTED -> say(number, "reconnected", "");
                case CLOSED -> {
                    say(number, "closed", "");
                    ended.countDown();
                }
                default -> say(number, "error", event.toString());
            }
        }

        @Override
        public void errorOccurred(Connection connection, String error) {
            say(number, "error", error);
        }
    }
}
