package io.gatehouse;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Who may know whom. A new room or a new library is entered here, on purpose. */
class ArchitectureTest {
    private static final String ROOT = "io.gatehouse.";

    /** The rooms, and the other rooms that each may use. */
    private static final Map<String, Set<String>> ROOMS = Map.ofEntries(
            entry("crypto", Set.of()),
            entry("files", Set.of()),
            entry("claims", Set.of("crypto")),
            entry("config", Set.of("crypto", "files")),
            entry("admission", Set.of("config")),
            entry("threads", Set.of()),
            entry("passwords", Set.of("admission", "config")),
            entry("policy", Set.of("claims", "config", "crypto")),
            entry("directory", Set.of("config", "files", "threads", "passwords", "policy", "claims", "crypto")),
            entry("pipeline", Set.of("admission", "claims", "config", "crypto", "policy")),
            entry("transport", Set.of("pipeline", "admission", "config", "files", "threads", "claims", "crypto")),
            entry("metrics", Set.of("admission", "passwords", "pipeline", "policy", "directory", "transport")),
            entry("logging", Set.of("config", "pipeline", "policy", "claims")),
            entry("admin", Set.of("config", "metrics", "logging", "directory", "transport")),
            entry(
                    "service",
                    Set.of(
                            "crypto",
                            "claims",
                            "admission",
                            "files",
                            "passwords",
                            "policy",
                            "directory",
                            "pipeline",
                            "transport",
                            "metrics",
                            "logging",
                            "admin",
                            "config")),
            entry(
                    "cli",
                    Set.of(
                            "files",
                            "crypto",
                            "claims",
                            "admission",
                            "threads",
                            "passwords",
                            "policy",
                            "directory",
                            "pipeline",
                            "transport",
                            "metrics",
                            "logging",
                            "admin",
                            "config",
                            "service")));

    /** The libraries, and the packages that alone may use each; a room's name stands for its sub-packages too. */
    private static final Map<String, Set<String>> FENCES = Map.ofEntries(
            entry("io.nats.client.", Set.of("transport")),
            entry("io.nats.nkey.", Set.of("crypto")),
            entry("org.bouncycastle.", Set.of("crypto", "passwords")),
            entry("com.amazon.corretto.", Set.of("crypto")),
            entry("com.github.benmanes.caffeine.", Set.of("directory")),
            entry("tools.jackson.", Set.of("claims", "directory.file")),
            entry("org.snakeyaml.", Set.of("config")),
            entry("picocli.", Set.of("cli")),
            entry("io.micrometer.", Set.of("metrics")),
            entry("io.prometheus.", Set.of("metrics")),
            entry("reactor.netty.", Set.of("admin")),
            entry("io.netty.", Set.of("admin")),
            entry("ch.qos.logback.", Set.of("logging")),
            entry(
                    "reactor.",
                    Set.of(
                            "passwords",
                            "policy",
                            "directory",
                            "pipeline",
                            "transport",
                            "logging",
                            "admin",
                            "service",
                            "cli")),
            entry(
                    "org.reactivestreams.",
                    Set.of("passwords", "policy", "directory", "pipeline", "admin", "service", "cli")));

    /** Libraries that need no fence. */
    private static final List<String> OPEN =
            List.of("java.", "javax.", "org.slf4j.", "org.jspecify.annotations.", ROOT);

    static final List<String> LIBRARIES = FENCES.keySet().stream().sorted().toList();

    private static final Set<String> PUBLISHERS = Set.of(
            "reactor.core.publisher.Mono", "reactor.core.publisher.Flux", "reactor.core.publisher.ConnectableFlux");

    /** What starts another program. */
    private static final Set<String> PROGRAMS = Set.of("java.lang.ProcessBuilder");

    private static final Path PAGE = Path.of("..", "docs", "architecture.md");

    /** A row of the page's table: a room, and those that it may use. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z]+)` \\| [^|]+ \\| ?([^|]*?) ?\\|$");

    private static final JavaClasses CLASSES = ownClasses();

    @Test
    void everyRoomUsesOnlyTheRoomsItMay() {
        Stream<Dependency> trespasses = dependencies()
                .filter(use -> isOwn(use.getTargetClass()))
                .filter(use -> !room(use.getOriginClass()).equals(room(use.getTargetClass())))
                .filter(use -> !ROOMS.getOrDefault(room(use.getOriginClass()), Set.of())
                        .contains(room(use.getTargetClass())));
        assertThat(trespasses.map(Dependency::getDescription)).isEmpty();
    }

    @Test
    void everyRoomIsEntered() {
        assertThat(CLASSES.stream().map(ArchitectureTest::room).distinct())
                .containsExactlyInAnyOrderElementsOf(ROOMS.keySet());
    }

    @Test
    void thePageHasTheSameTable() throws IOException {
        Map<String, Set<String>> told = ROW.matcher(Files.readString(PAGE))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> rooms(row.group(2))));
        assertThat(told).isEqualTo(ROOMS);
    }

    /** What a row of the page says that a room may use. */
    private static Set<String> rooms(String cell) {
        if (cell.equals("all")) {
            return ROOMS.keySet().stream().filter(room -> !room.equals("cli")).collect(Collectors.toSet());
        }
        return cell.isEmpty() ? Set.of() : Set.of(cell.split(", "));
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.gatehouse.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @ParameterizedTest
    @FieldSource("LIBRARIES")
    void aLibraryStaysBehindItsFence(String library) {
        List<Dependency> uses = dependencies()
                .filter(use -> use.getTargetClass().getFullName().startsWith(library))
                .toList();
        assertThat(uses.stream()
                        .filter(use -> !isBehind(FENCES.getOrDefault(library, Set.of()), use.getOriginClass()))
                        .map(Dependency::getDescription))
                .isEmpty();
    }

    @Test
    void everyLibraryHasAFence() {
        assertThat(dependencies()
                        .map(use -> use.getTargetClass().getBaseComponentType())
                        .filter(type -> !type.isPrimitive())
                        .map(JavaClass::getFullName)
                        .filter(name ->
                                Stream.concat(OPEN.stream(), LIBRARIES.stream()).noneMatch(name::startsWith))
                        .distinct())
                .isEmpty();
    }

    @Test
    void everyFenceStandsAroundSomething() {
        List<String> used = dependencies()
                .map(use -> use.getTargetClass().getFullName())
                .distinct()
                .toList();
        assertThat(LIBRARIES)
                .filteredOn(library -> used.stream().noneMatch(name -> name.startsWith(library)))
                .isSubsetOf("com.amazon.corretto.", "org.reactivestreams.");
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct())
                .filteredOn(room -> !room.isAnnotatedWith(NullMarked.class))
                .extracting(JavaPackage::getName)
                .isEmpty();
    }

    @Test
    void theLogIsTheOnlyWayOutButForTheCommandLine() {
        assertThat(dependencies()
                        .filter(use -> use.getTargetClass().getPackageName().equals("java.util.logging"))
                        .map(Dependency::getDescription))
                .isEmpty();
        assertThat(accesses(target -> target.startsWith("java.lang.System.out")
                                || target.startsWith("java.lang.System.err")
                                || target.startsWith("java.lang.System.exit")
                                || target.endsWith(".printStackTrace"))
                        .filter(access -> !room(access.getOriginOwner()).equals("cli"))
                        .map(JavaAccess::getDescription))
                .isEmpty();
    }

    @Test
    void nothingButTheCheckStartsPrograms() {
        assertThat(dependencies()
                        .filter(use -> PROGRAMS.contains(use.getTargetClass().getName()))
                        .map(use -> use.getOriginClass().getSimpleName())
                        .distinct())
                .containsExactly("ServerVerdict");
    }

    @Test
    void nobodySleeps() {
        assertThat(accesses(target -> target.equals("java.lang.Thread.sleep")).map(JavaAccess::getDescription))
                .isEmpty();
    }

    @Test
    void onlyTheServiceAndTheCommandLineBlock() {
        assertThat(publisherCalls("block", "blockFirst", "blockLast", "blockOptional", "toIterable", "toStream")
                        .filter(access -> !Set.of("service", "cli").contains(room(access.getOriginOwner())))
                        .map(JavaAccess::getDescription))
                .isEmpty();
        assertThat(accesses(target -> target.endsWith(".bindNow") || target.endsWith(".disposeNow"))
                        .map(JavaAccess::getDescription))
                .isEmpty();
    }

    @Test
    void onlyRequestsAndLookupsAreSubscribedTo() {
        assertThat(publisherCalls("subscribe", "subscribeWith", "toFuture")
                        .filter(access -> !Set.of("service", "cli").contains(room(access.getOriginOwner())))
                        .map(access -> access.getOriginOwner().getSimpleName() + "."
                                + access.getOrigin().getName()))
                .containsExactlyInAnyOrder("Gate.answer", "SingleFlight.await");
    }

    /** Only our own: the libraries' classes are known by their names, and reading them would take a minute. */
    private static JavaClasses ownClasses() {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.contains("testbed"))
                .importPackages("io.gatehouse");
    }

    private static Stream<Dependency> dependencies() {
        return CLASSES.stream().flatMap(type -> type.getDirectDependenciesFromSelf().stream());
    }

    private static Stream<JavaAccess<?>> accesses(Predicate<String> target) {
        return CLASSES.stream()
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(access -> target.test(access.getTargetOwner().getFullName() + "."
                        + access.getTarget().getName()));
    }

    private static Stream<JavaAccess<?>> publisherCalls(String... names) {
        return CLASSES.stream()
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(access -> PUBLISHERS.contains(access.getTargetOwner().getFullName()))
                .filter(access -> Set.of(names).contains(access.getTarget().getName()));
    }

    private static boolean isOwn(JavaClass type) {
        return type.getPackageName().startsWith(ROOT);
    }

    private static boolean isBehind(Set<String> packages, JavaClass type) {
        return packages.stream()
                .map(name -> ROOT + name)
                .anyMatch(name -> (type.getPackageName() + ".").startsWith(name + "."));
    }

    /** The first part of the package after {@code io.gatehouse}. */
    private static String room(JavaClass type) {
        return type.getPackageName().substring(ROOT.length()).split("\\.", 2)[0];
    }
}
