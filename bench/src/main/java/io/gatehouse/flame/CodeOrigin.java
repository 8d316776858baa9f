package io.gatehouse.flame;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where code belongs: a package of Gatehouse, a library, the JDK. */
enum CodeOrigin {
    NATIVE_SIGNATURE("native signature", "com.amazon.corretto."),
    CRYPTO("crypto", "io.gatehouse.crypto."),
    CLAIMS("claims", "io.gatehouse.claims."),
    PIPELINE("pipeline", "io.gatehouse.pipeline."),
    ADMISSION("admission", "io.gatehouse.admission."),
    POLICY("policy", "io.gatehouse.policy."),
    DIRECTORY("directory", "io.gatehouse.directory."),
    TRANSPORT("transport", "io.gatehouse.transport."),
    GATEHOUSE("other Gatehouse", "io.gatehouse."),
    JNATS("jnats", "io.nats."),
    REACTOR("Reactor", "reactor."),
    JACKSON("Jackson", "tools.jackson. com.fasterxml."),
    BOUNCY_CASTLE("Bouncy Castle", "org.bouncycastle."),
    JDK("JDK", "java. javax. jdk. sun. com.sun."),
    LIBRARY("other libraries", "");

    private static final String OURS = "io.gatehouse.";
    private static final Map<String, CodeOrigin> BY_PACKAGE = byPackage();

    private final String label;
    private final String packages;

    /** @param packages how names of its classes begin, with spaces between; an earlier origin goes first */
    CodeOrigin(String label, String packages) {
        this.label = label;
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

    /** Whether it is our own code. */
    boolean isOurs() {
        return packages.startsWith(OURS);
    }
}
