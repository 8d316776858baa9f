package io.gatehouse.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A login with the end that it has: what {@code gatehouse explain} prints of it is kept beside the tests.
 *
 * @param name of the kept files
 * @param reason the code of the refusal or of the drop; null for one that is granted
 */
record ExplainCase(
        String name, @Nullable String reason, int exitCode, Setup setup, List<String> arguments, String piped) {
    /** When all of them happen. */
    static final String AT = "2026-06-01T12:00:00Z";

    static final String USERS = """
            {"alice": {"pass": "wonderland", "account": "APP1", "groups": ["nurses"], "attributes": {"ward": ["3"]},
              "permissions": {"pub": {"allow": ["ward.3.>"]}, "sub": {"allow": ["ward.>"], "deny": ["ward.9.>"]}},
              "subs": 10, "session": "1h"},
             "bob": {"pass": "builder", "account": "APP1", "disabled": true},
             "carol": {"pass": "c1", "account": "APP1", "expires": "2026-01-01T00:00:00Z"},
             "dave": {"pass": "d1", "account": "APP1", "src": ["10.0.0.0/8"]},
             "erin": {"pass": "e1", "account": "APP1", "allowed_connection_types": ["STANDARD"]},
             "frank": {"pass": "f1", "account": "APP1", "times": [{"start": "01:00:00", "end": "02:00:00"}],
               "times_location": "UTC"},
             "grace": {"pass": "g1", "account": "ELSEWHERE"},
             "heidi": {"pass": "h1", "account": "APP1", "attributes": {"ward": ["a.b"]}}}
            """;

    /** Writes the files of a case; what it returns goes behind the configuration that all have. */
    @FunctionalInterface
    interface Setup {
        String write(Path dir, ExplainKeys keys) throws Exception;
    }

    ExplainCase {
        arguments = List.copyOf(arguments);
    }

    /** A login with credentials by users.json alone. */
    static ExplainCase login(@Nullable String reason, String password, String... arguments) {
        return of(reason, (dir, keys) -> "", password, arguments);
    }

    /** A login with credentials by rules. */
    static ExplainCase ruled(@Nullable String reason, String rules, String password, String... arguments) {
        return of(reason, (dir, keys) -> rules, password, arguments);
    }

    static ExplainCase of(@Nullable String reason, Setup setup, String password, String... arguments) {
        return new ExplainCase(reason == null ? "granted" : reason, reason, 1, setup, List.of(arguments), password);
    }

    /** The same under another name. */
    ExplainCase named(String other) {
        return new ExplainCase(other, reason, exitCode, setup, arguments, piped);
    }

    /** The same for a login that ends otherwise than by a refusal. */
    ExplainCase ending(int code) {
        return new ExplainCase(name, reason, code, setup, arguments, piped);
    }

    /** Writes its files and runs it; what it prints has no folder in it. */
    String run(Path dir, boolean json) throws Exception {
        ExplainKeys keys = ExplainKeys.of(dir);
        Files.writeString(dir.resolve("users.json"), USERS, UTF_8);
        Files.writeString(
                dir.resolve("gatehouse.yaml"),
                "issuer: {seed: " + keys.issuer().seed() + "}\n" + base(setup.write(dir, keys)),
                UTF_8);
        List<String> line = new ArrayList<>(List.of("explain", "-c", "gatehouse.yaml", "--at", AT));
        String xkey = keys.server().xkey().publicKey().text();
        arguments.forEach(argument -> line.add(argument.equals(ExplainKeys.SERVER_XKEY) ? xkey : argument));
        if (json) {
            line.add("--json");
        }
        Cli cli = new Cli(dir).piped(piped + "\n");
        int code = cli.run(line.toArray(String[]::new));
        if (code != exitCode) {
            throw new AssertionError(name + " ended with " + code + ": " + cli.err() + cli.out());
        }
        return cli.out().replace(dir.toString(), "DIR");
    }

    private static String base(String more) {
        return more.contains("directories:") ? more : "directories: {users: {type: file, path: users.json}}\n" + more;
    }

    @Override
    public String toString() {
        return name;
    }
}
