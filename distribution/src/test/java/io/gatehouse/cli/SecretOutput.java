package io.gatehouse.cli;

import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Where a secret could come out of a running service, beside its log and its audit log. A new place is one more of these. */
enum SecretOutput {
    /** What everybody may ask for. */
    PAGES {
        @Override
        List<String> of(Pages pages, Pages admin, String token) throws Exception {
            List<String> seen = new ArrayList<>();
            for (String path : List.of("/", "/metrics", "/readyz", "/readyz?verbose", "/livez", "/nothing")) {
                seen.add(pages.get(path).body());
                seen.add(admin.get(path).body());
            }
            return seen;
        }
    },

    /** What the page for the person on call is told. */
    ADMIN_PAGES {
        @Override
        List<String> of(Pages pages, Pages admin, String token) {
            return Stream.of("/-/status", "/-/search?user=machine-press")
                    .map(path -> await().atMost(PATIENCE)
                            .pollInterval(Duration.ofMillis(250))
                            .until(() -> admin.get(path, token), answer -> answer.statusCode() == 200))
                    .map(HttpResponse::body)
                    .toList();
        }
    },

    /** Answers to requests that bring a token that is not right, or none where one belongs. */
    REFUSED_REQUESTS {
        @Override
        List<String> of(Pages pages, Pages admin, String token) throws Exception {
            List<String> seen = new ArrayList<>();
            for (String path : List.of("/-/status", "/-/status?token=" + token, "/-/search?user=a&token=" + token)) {
                seen.add(admin.get(path, "canary-of-a-wrong-admin-token").body());
                seen.add(admin.get(path).body());
            }
            seen.add(AdminPost.to(admin.address(), "/-/explain", "canary-of-a-wrong-admin-token", "{}"));
            return seen;
        }
    },

    /** Logins that somebody has explained, and requests for that which cannot be read. */
    EXPLANATIONS {
        @Override
        List<String> of(Pages pages, Pages admin, String token) throws Exception {
            List<String> seen = new ArrayList<>();
            for (String body : List.of(
                    "{\"user\":\"web-anna\",\"password\":\"" + EveryDirectory.PASSWORD + "\"}",
                    "{\"format\":\"text\",\"user\":\"fred\",\"password\":\"canary-of-a-wrong-password\"}",
                    "{\"token\":\"canary-of-a-wrong-token\"}",
                    "{\"user\":\"fred\",\"password\":\"canary-of-a-wrong-password",
                    "{\"password\":[\"canary-of-a-wrong-password\"]}",
                    "{\"canary-of-no-member\":1}")) {
                seen.add(AdminPost.to(admin.address(), "/-/explain", token, body));
            }
            return seen;
        }
    },

    /** What the JVM tells whoever manages it. */
    MANAGED_BEANS {
        @Override
        List<String> of(Pages pages, Pages admin, String token) throws Exception {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            List<String> seen = new ArrayList<>();
            for (ObjectName name : server.queryNames(null, null)) {
                for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                    seen.add(name + " " + attribute.getName() + " " + value(server, name, attribute));
                }
            }
            return seen;
        }
    },

    /** Names of threads. */
    THREADS {
        @Override
        List<String> of(Pages pages, Pages admin, String token) {
            return Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .toList();
        }
    };

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * What is to be seen there now.
     *
     * @param pages where metrics and health are served
     * @param admin where admin requests are
     * @param token of admin requests
     */
    abstract List<String> of(Pages pages, Pages admin, String token) throws Exception;

    private static String value(MBeanServer server, ObjectName name, MBeanAttributeInfo attribute) {
        try {
            return String.valueOf(server.getAttribute(name, attribute.getName()));
        } catch (JMException | RuntimeException e) {
            return e.toString();
        }
    }
}
