package io.gatehouse.profile;

import io.gatehouse.load.rig.Encryption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The options of the profile; everything has a default. */
record Options(Duration warmUp, Duration recorded, int concurrency, Encryption sealing, Path out) {
    static final String USAGE = """
        Usage: bench/profile [--warm-up SECONDS] [--seconds SECONDS] [--concurrency N] [--sealing xkey|plain] [--out FOLDER]
          --warm-up      how long the service is kept busy before, 1 to 600; 30
          --seconds      how long it is recorded, 2 to 600; 20
          --concurrency  requests under way, 1 to 10000; 64
          --sealing      with xkey or without; xkey
          --out          where the two pages go; bench/target""";

    static Options parse(String[] words) {
        Options options = new Options(
                Duration.ofSeconds(30), Duration.ofSeconds(20), 64, Encryption.XKEY, Path.of(words[0], "bench/target"));
        Deque<String> left = new ArrayDeque<>(List.of(words).subList(1, words.length));
        while (!left.isEmpty()) {
            String option = left.pop();
            if (left.isEmpty()) {
                throw new IllegalArgumentException(option + " is no option or has no value");
            }
            options = options.with(option, left.pop());
        }
        return options;
    }

    private Options with(String option, String value) {
        return switch (option) {
            case "--warm-up" -> new Options(seconds(option, value, 1), recorded, concurrency, sealing, out);
            case "--seconds" -> new Options(warmUp, seconds(option, value, 2), concurrency, sealing, out);
            case "--concurrency" -> new Options(warmUp, recorded, number(option, value, 1, 10_000), sealing, out);
            case "--sealing" -> new Options(warmUp, recorded, concurrency, sealing(value), out);
            case "--out" -> new Options(warmUp, recorded, concurrency, sealing, Path.of(value));
            default -> throw new IllegalArgumentException("there is no option " + option);
        };
    }

    private static Duration seconds(String option, String value, int lowest) {
        return Duration.ofSeconds(number(option, value, lowest, 600));
    }

    private static int number(String option, String value, int lowest, int highest) {
        try {
            int number = Integer.parseInt(value);
            if (number >= lowest && number <= highest) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " is a whole number, not " + value, e);
        }
        throw new IllegalArgumentException(option + " is from " + lowest + " to " + highest + ", not " + value);
    }

    private static Encryption sealing(String value) {
        return switch (value) {
            case "xkey" -> Encryption.XKEY;
            case "plain" -> Encryption.PLAIN;
            default -> throw new IllegalArgumentException("--sealing is xkey or plain, not " + value);
        };
    }
}
