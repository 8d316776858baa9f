package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each claim of the threat model in SECURITY.md names the tests that show it, and these exist. */
class ThreatModelTest {
    private static final String BEGIN = "\n## Threat model\n";
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (can(?:not)?) (.+) \\| (.+) \\|$");
    private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(\\w+)`");

    private record Claim(String text, String tests) {}

    private static List<Claim> claims() throws IOException {
        String page = Files.readString(SourceTree.ROOT.resolve("SECURITY.md"));
        assertThat(page).contains(BEGIN);
        String model = page.substring(page.indexOf(BEGIN) + BEGIN.length()).split("\n## ", 2)[0];
        List<Claim> claims = new ArrayList<>();
        ROW.matcher(model)
                .results()
                .forEach(row -> claims.add(new Claim(row.group(1) + " " + row.group(2), row.group(3))));
        long rows = model.lines().filter(line -> line.startsWith("|")).count();
        long tables = model.lines().filter(line -> line.startsWith("|---")).count();
        assertThat(claims).as("each row but headings begins with can or cannot").hasSize((int) (rows - 2 * tables));
        return claims;
    }

    private static Map<String, Path> testClasses() throws IOException {
        Map<String, Path> classes = new HashMap<>();
        for (Path file : SourceTree.files(path ->
                path.toString().contains("src/test/java/") && path.toString().endsWith(".java"))) {
            String name = file.getFileName().toString().replace(".java", "");
            classes.merge(name, file, (one, other) -> one.toString().contains("/server/") ? one : other);
        }
        return classes;
    }

    @Test
    void eachClaimIsShownByATestThatExists() throws IOException {
        Map<String, Path> classes = testClasses();
        List<String> missing = new ArrayList<>();
        List<Claim> claims = claims();
        for (Claim claim : claims) {
            Matcher test = TEST.matcher(claim.tests());
            int found = 0;
            while (test.find()) {
                found++;
                if (!exists(classes.get(test.group(1)), test.group(2))) {
                    missing.add(test.group());
                }
            }
            assertThat(found).as("tests of: %s", claim.text()).isPositive();
        }
        assertThat(claims).hasSizeGreaterThan(50);
        assertThat(missing).as("tests that do not exist").isEmpty();
    }

    private static boolean exists(@Nullable Path file, String method) throws IOException {
        return file != null
                && Pattern.compile("\\bvoid " + method + "\\(")
                        .matcher(Files.readString(file))
                        .find();
    }
}
