package io.gatehouse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stage takes what it needs from its own record: no accessor of ours is called on what another one returned. */
class AccessorChainTest {
    private static final Path SOURCES = Path.of("src/main/java/io/gatehouse/pipeline");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");
    private static final Pattern CHAIN = Pattern.compile("\\.(\\w+)\\(\\)\\s*\\.(\\w+)\\(\\)");

    /** What our classes tell of themselves: instance methods that take nothing and return something. */
    private static final Set<String> ACCESSORS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.gatehouse").stream()
                    .flatMap(type -> type.getMethods().stream())
                    .filter(AccessorChainTest::isAccessor)
                    .map(JavaMethod::getName)
                    .collect(Collectors.toSet());

    private static boolean isAccessor(JavaMethod method) {
        return method.getRawParameterTypes().isEmpty()
                && !method.getRawReturnType().getName().equals("void")
                && !method.getModifiers().contains(JavaModifier.STATIC);
    }

    @Test
    void noChainIsLongerThanOne() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .flatMap(file -> chains(read(file)).map(chain -> file.getFileName() + ": " + chain)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"signed.exchange().arrival()", "a.exchange()\n    .snapshot()", "x(a.arrival().deadline())"})
    void aChainIsSeen(String source) {
        assertThat(chains(source)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exchange.deadline()", "settings.budget().toNanos()", "// a.exchange().arrival()"})
    void whatIsNoneIsNot(String source) {
        assertThat(chains(source)).isEmpty();
    }

    private static Stream<String> chains(String source) {
        return CHAIN.matcher(COMMENT.matcher(source).replaceAll(""))
                .results()
                .filter(chain -> ACCESSORS.contains(chain.group(1)) && ACCESSORS.contains(chain.group(2)))
                .map(chain -> chain.group().replaceAll("\\s", ""));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
