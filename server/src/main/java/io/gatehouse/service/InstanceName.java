package io.gatehouse.service;

import io.gatehouse.config.Key;
import io.gatehouse.config.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** The name of an instance: as configured, or the host's name and six letters that tell its processes apart. */
final class InstanceName {
    static final Key<String> INSTANCE = Key.of("instance", "text", "", given -> name(given.text()))
            .help("Name of this instance in its log, its metrics and `nats micro ls`: 1 to 64 letters, digits,"
                    + " dashes and underscores, and different for each instance. When left out, the host's name and"
                    + " six letters and digits, new at each start.");

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Path LINUX_HOSTNAME = Path.of("/proc/sys/kernel/hostname");
    private static final int MOST_OF_HOST = 48;
    private static final int LETTERS = 6;
    private static final int RADIX = 36;

    private InstanceName() {}

    static String read(Values root, Map<String, String> environment) {
        String given = root.find(INSTANCE);
        return given == null ? derived(environment) : given;
    }

    private static String name(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("must be 1 to 64 letters, digits, dashes and underscores");
        }
        return text;
    }

    private static String derived(Map<String, String> environment) {
        String host = host(environment).replaceAll("[^A-Za-z0-9_-]", "-");
        StringBuilder name = new StringBuilder(host.length() > MOST_OF_HOST ? host.substring(0, MOST_OF_HOST) : host);
        name.append('-');
        for (int i = 0; i < LETTERS; i++) {
            name.append(Character.forDigit(ThreadLocalRandom.current().nextInt(RADIX), RADIX));
        }
        return name.toString();
    }

    /** What the system says; no name service is asked, which may take seconds. */
    private static String host(Map<String, String> environment) {
        String told = environment.getOrDefault("HOSTNAME", environment.getOrDefault("COMPUTERNAME", ""));
        if (!told.isBlank()) {
            return told.strip();
        }
        try {
            String host = Files.readString(LINUX_HOSTNAME).strip();
            return host.isEmpty() ? "gatehouse" : host;
        } catch (IOException | RuntimeException e) {
            return "gatehouse";
        }
    }
}
