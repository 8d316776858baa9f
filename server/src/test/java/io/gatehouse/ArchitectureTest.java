package io.gatehouse;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Who uses whom: the tables of docs/architecture.md, neither more nor less. A new package or a new library is entered on purpose. */
class ArchitectureTest {
    private static final String ROOT = "io.gatehouse.";

    /** The libraries, and the packages that alone may use each; with those below it. */
    private static final Map<String, Set<String>> FENCES = Map.ofEntries(
            entry("io.nats.client.", Set.of("nats", "transport", "directory.bucket", "audit.sink", "sessions")),
            entry("io.nats.nkey.", Set.of("crypto")),
            entry("org.bouncycastle.", Set.of("crypto", "passwords")),
            entry("com.amazon.corretto.", Set.of("crypto")),
            entry("com.github.benmanes.caffeine.", Set.of("certificate", "directory")),
            entry("com.netflix.concurrency.", Set.of("directory.guard.backend")),
            entry("io.github.resilience4j.", Set.of("directory.guard.backend")),
            entry("tools.jackson.", Set.of("claims.jwt", "directory.users")),
            entry("org.snakeyaml.", Set.of("config", "cli.convert")),
            entry("com.typesafe.config.", Set.of("cli.convert")),
            entry("picocli.", Set.of("cli")),
            entry("io.micrometer.", Set.of("metrics")),
            entry("io.prometheus.", Set.of("metrics")),
            entry("io.opentelemetry.", Set.of("tracing")),
            entry("reactor.netty.", Set.of("admin", "directory.web")),
            entry("io.netty.", Set.of("admin", "directory.web")),
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
    private static final List<String> OPEN = List.of(
            "java.", "javax.", "org.slf4j.", "org.jspecify.annotations.", "com.google.errorprone.annotations.", ROOT);

    static final List<String> LIBRARIES = FENCES.keySet().stream().sorted().toList();

    private static final Set<String> PUBLISHERS = Set.of(
            "reactor.core.publisher.Mono", "reactor.core.publisher.Flux", "reactor.core.publisher.ConnectableFlux");

    /** What starts another program. */
    private static final Set<String> PROGRAMS = Set.of("java.lang.ProcessBuilder");

    /** Types of the JDK whose instances change. */
    private static final Pattern MUTABLE = Pattern.compile("java\\.util\\.concurrent\\.(atomic|locks)\\..*"
            + "|java\\.util\\.concurrent\\.(Concurrent.*|.*Queue|.*Deque|CompletableFuture|Semaphore|.*ExecutorService)"
            + "|java\\.util\\.(.*Random|Array(List|Deque)|(Linked|Identity|Weak)?Hash(Map|Set)|Tree(Map|Set)|Enum(Map|Set)|BitSet)"
            + "|java\\.lang\\.(ThreadLocal|StringBuilder)|java\\.security\\.SecureRandom|com\\.github\\.benmanes\\..*");

    private static final Path PAGE = Path.of("..", "docs", "architecture.md");

    /** A row of one of the page's tables: a package, what it is for, and those that it uses. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.]+)` \\| [^|]+ \\| ?([^|]*?) ?\\|$");

    /** Begins the second table: the packages below those of the first, and what they use of their neighbours. */
    private static final String BELOW = "## Inside the packages";

    private static final JavaClasses CLASSES = ownClasses();

    @Test
    void thePageTellsWhatEachPackageUses() throws IOException {
        assertThat(rows(uses(ArchitectureTest::topLevel, use -> true)))
                .containsExactlyInAnyOrderElementsOf(rows(page()[0]));
    }

    @Test
    void thePageTellsWhatThePackagesBelowUseOfTheirNeighbours() throws IOException {
        Map<String, Set<String>> below = uses(
                ArchitectureTest::packageName,
                use -> topLevel(use.getOriginClass()).equals(topLevel(use.getTargetClass())));
        below.keySet().removeIf(name -> below.keySet().stream().noneMatch(other -> isNeighbour(name, other)));
        assertThat(rows(below)).containsExactlyInAnyOrderElementsOf(rows(page()[1]));
    }

    private static boolean isNeighbour(String one, String other) {
        return !one.equals(other) && one.split("\\.", 2)[0].equals(other.split("\\.", 2)[0]);
    }

    private static String[] page() throws IOException {
        return Files.readString(PAGE).split(BELOW, 2);
    }

    private static List<String> rows(String text) {
        return ROW.matcher(text)
                .results()
                .map(row -> row.group(1) + ": " + row.group(2))
                .toList();
    }

    private static List<String> rows(Map<String, Set<String>> uses) {
        return uses.entrySet().stream()
                .map(use -> use.getKey() + ": " + String.join(", ", use.getValue()))
                .toList();
    }

    /** Each package, and the others that it uses. */
    private static Map<String, Set<String>> uses(Function<JavaClass, String> name, Predicate<Dependency> counted) {
        Map<String, Set<String>> uses = new TreeMap<>();
        CLASSES.forEach(type -> uses.putIfAbsent(name.apply(type), new TreeSet<>()));
        dependencies()
                .filter(use -> isOwn(use.getTargetClass().getBaseComponentType()))
                .filter(counted)
                .forEach(use -> {
                    String target = name.apply(use.getTargetClass().getBaseComponentType());
                    Set<String> used = uses.get(name.apply(use.getOriginClass()));
                    if (used != null && !target.equals(name.apply(use.getOriginClass()))) {
                        used.add(target);
                    }
                });
        return uses;
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
                .filteredOn(each -> !each.isAnnotatedWith(NullMarked.class))
                .extracting(JavaPackage::getName)
                .isEmpty();
    }

    @Test
    void theLogIsTheOnlyWayOutButForTheCommandLine() {
        assertThat(dependencies()
                        .filter(use -> use.getTargetClass().getPackageName().equals("java.util.logging"))
                        .map(use -> use.getOriginClass().getSimpleName())
                        .distinct())
                .as("but for who has a library log nothing there")
                .containsExactly("OtlpSink");
        assertThat(accesses(target -> target.startsWith("java.lang.System.out")
                                || target.startsWith("java.lang.System.err")
                                || target.startsWith("java.lang.System.exit")
                                || target.endsWith(".printStackTrace"))
                        .filter(access -> !topLevel(access.getOriginOwner()).equals("cli"))
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

    /** Only what is chosen for the whole process, once, is kept in one. */
    @Test
    void staticsDoNotChange() {
        assertThat(CLASSES.stream()
                        .flatMap(type -> type.getFields().stream())
                        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                        .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL)
                                || isMutable(field.getRawType(), new HashSet<>()))
                        .map(field -> field.getOwner().getSimpleName() + "." + field.getName()))
                .containsExactly("ChosenEd25519.INSTANCE");
    }

    /** Whether it is something of the JDK that is there to be changed, or one of our own that holds such. */
    private static boolean isMutable(JavaClass type, Set<JavaClass> seen) {
        if (!isOwn(type)) {
            return MUTABLE.matcher(type.getFullName()).matches();
        }
        return seen.add(type)
                && !type.isEnum()
                && type.getAllFields().stream()
                        .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                        .anyMatch(field -> !field.getModifiers().contains(JavaModifier.FINAL)
                                || isMutable(field.getRawType(), seen));
    }

    @Test
    void nobodySleeps() {
        assertThat(accesses(target -> target.equals("java.lang.Thread.sleep")).map(JavaAccess::getDescription))
                .isEmpty();
    }

    @Test
    void onlyTheServiceAndTheCommandLineBlock() {
        assertThat(publisherCalls("block", "blockFirst", "blockLast", "blockOptional", "toIterable", "toStream")
                        .filter(access -> !Set.of("service", "cli").contains(topLevel(access.getOriginOwner())))
                        .map(JavaAccess::getDescription))
                .isEmpty();
        assertThat(accesses(target -> target.endsWith(".bindNow") || target.endsWith(".disposeNow"))
                        .map(JavaAccess::getDescription))
                .isEmpty();
    }

    @Test
    void onlyRequestsLookupsProbesAndChangesAreSubscribedTo() {
        assertThat(publisherCalls("subscribe", "subscribeWith", "toFuture")
                        .filter(access -> !Set.of("service", "cli").contains(topLevel(access.getOriginOwner())))
                        .map(access -> access.getOriginOwner().getSimpleName() + "."
                                + access.getOrigin().getName()))
                .containsExactlyInAnyOrder(
                        "Asked.question",
                        "Gate.answer",
                        "SingleFlight.await",
                        "BackendProber.ask",
                        "AskableDirectory.begin",
                        "AskableDirectory.probe",
                        "SharedEntries.<init>");
    }

    /** Only our own: the libraries' classes are known by their names, and reading them would take a minute. */
    static JavaClasses ownClasses() {
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
    private static String topLevel(JavaClass type) {
        return packageName(type).split("\\.", 2)[0];
    }

    private static String packageName(JavaClass type) {
        return type.getPackageName().substring(ROOT.length());
    }
}
