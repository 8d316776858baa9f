package io.gatehouse.flame;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where code belongs: a origin of Gatehouse, a library, the JDK. Each has a colour, light enough for dark text. */
enum CodeOrigin {
    NATIVE_SIGNATURE("native signature", "#ee7f74", "com.amazon.corretto."),
    CRYPTO("crypto", "#f6a66b", "io.gatehouse.crypto."),
    CLAIMS("claims", "#f5cf68", "io.gatehouse.claims."),
    PIPELINE("pipeline", "#86c58c", "io.gatehouse.pipeline."),
    ADMISSION("admission", "#5fbfa8", "io.gatehouse.admission."),
    POLICY("policy", "#c3d977", "io.gatehouse.policy."),
    DIRECTORY("directory", "#a9dba0", "io.gatehouse.directory."),
    TRANSPORT("transport", "#7fb2e5", "io.gatehouse.transport."),
    GATEHOUSE("other Gatehouse", "#a5b4d4", "io.gatehouse."),
    JNATS("jnats", "#b5dcf3", "io.nats."),
    REACTOR("Reactor", "#c6a8df", "reactor."),
    JACKSON("Jackson", "#eab0d0", "tools.jackson. com.fasterxml."),
    BOUNCY_CASTLE("Bouncy Castle", "#d9b48f", "org.bouncycastle."),
    JDK("JDK", "#d3d7de", "java. javax. jdk. sun. com.sun."),
    LIBRARY("other libraries", "#e3dccb", ""),
    THREAD("threads", "#f1ecdf", ""),
    TYPE("allocated type", "#ffffff", "");

    private static final String HOUSE = "io.gatehouse.";
    private static final Map<String, CodeOrigin> BY_PACKAGE = byPackage();

    private final String label;
    private final String colour;
    private final String packages;

    /** @param packages how names of its classes begin, with spaces between; an earlier origin goes first */
    CodeOrigin(String label, String colour, String packages) {
        this.label = label;
        this.colour = colour;
        this.packages = packages;
    }

    private static Map<String, CodeOrigin> byPackage() {
        Map<String, CodeOrigin> origins = new LinkedHashMap<>();
        for (CodeOrigin origin : values()) {
            if (!origin.packages.isEmpty()) {
                List.of(origin.packages.split(" ", -1)).forEach(name -> origins.put(name, origin));
            }
        }
        return origins;
    }

    /** The origin of a class, by its full name. */
    static CodeOrigin of(String className) {
        return BY_PACKAGE.entrySet().stream()
                .filter(entry -> className.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(LIBRARY);
    }

    String label() {
        return label;
    }

    String colour() {
        return colour;
    }

    /** Whether it is our own code. */
    boolean isOurs() {
        return packages.startsWith(HOUSE);
    }

    /** Whether frames of it are code at all, which time and memory can be spent in. */
    boolean isCode() {
        return this != THREAD && this != TYPE;
    }
}
