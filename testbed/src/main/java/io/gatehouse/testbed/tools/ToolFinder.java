package io.gatehouse.testbed.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds a program: the file that its environment variable names, else the PATH, else the cache, else the first source
 * that can give it.
 */
final class ToolFinder {
    private static final Duration VERSION_LIMIT = Duration.ofSeconds(10);

    private final Host host;
    private final List<ToolSource> sources;
    private final Progress progress;
    private final ToolCache cache;

    ToolFinder(Host host, List<ToolSource> sources, Progress progress) {
        this.host = host;
        this.sources = List.copyOf(sources);
        this.progress = progress;
        this.cache = new ToolCache(host.cache(), progress);
    }

    static ToolFinder onThisMachine() {
        Host host = Host.current();
        return new ToolFinder(
                host,
                List.of(
                        OfficialRelease.ofNatsServer(),
                        new GoBuild(host),
                        new DebianPackage(host),
                        new DebianPrograms(host),
                        new SambaPackages(host),
                        ScriptInstall.npm(host),
                        ScriptInstall.oidcProvider(host),
                        new KeycloakArchive(host),
                        ScriptInstall.pip(host)),
                Progress.toStandardError());
    }

    /** @throws ToolMissingException if it can be had in no way */
    Tool find(ToolSpec spec) throws InterruptedException {
        List<String> tried = new ArrayList<>();
        Optional<String> named = host.variable(spec.variable());
        if (named.isPresent()) {
            return named(spec, Path.of(named.get()), tried);
        }
        Optional<Tool> here = onPath(spec, tried).or(() -> cached(spec));
        return here.isPresent() ? here.get() : fetched(spec, tried);
    }

    /** A file that was named is used, or reported as unusable; no other is looked for. */
    private Tool named(ToolSpec spec, Path file, List<String> tried) {
        return usable(spec, file, spec.variable(), tried).orElseThrow(() -> new ToolMissingException(spec, tried));
    }

    private Optional<Tool> onPath(ToolSpec spec, List<String> tried) {
        List<Path> files = Stream.concat(host.onPath(spec.fileName()).stream(), ofTheSystem(spec))
                .toList();
        if (files.isEmpty()) {
            tried.add("PATH: no " + spec.command() + " on it");
        }
        return files.stream()
                .flatMap(file -> usable(spec, file, "the PATH", tried).stream())
                .findFirst();
    }

    /** Servers are where the PATH of an ordinary user does not lead. */
    private static Stream<Path> ofTheSystem(ToolSpec spec) {
        return Stream.of(Path.of("/usr/sbin", spec.fileName()))
                .filter(file -> spec.debianPackage() != null && Files.isExecutable(file));
    }

    private Optional<Tool> cached(ToolSpec spec) {
        return cache.lookUp(spec).flatMap(file -> usable(spec, file, cache.origin(spec), new ArrayList<>()));
    }

    private Tool fetched(ToolSpec spec, List<String> tried) throws InterruptedException {
        try {
            return cache.locked(spec, () -> {
                Optional<Tool> byNow = cached(spec);
                return byNow.isPresent() ? byNow.get() : fromSources(spec, tried);
            });
        } catch (IOException e) {
            tried.add("cache " + host.cache() + ": " + reason(e));
            throw new ToolMissingException(spec, tried);
        }
    }

    private Tool fromSources(ToolSpec spec, List<String> tried) throws IOException, InterruptedException {
        for (ToolSource source : sources) {
            if (source.offers(spec)) {
                Optional<Tool> tool = from(source, spec, tried);
                if (tool.isPresent()) {
                    return tool.get();
                }
            }
        }
        throw new ToolMissingException(spec, tried);
    }

    private Optional<Tool> from(ToolSource source, ToolSpec spec, List<String> tried)
            throws IOException, InterruptedException {
        progress.tell("getting " + spec.label() + " from " + source.name() + " (once, into " + host.cache() + ")");
        Path workspace = cache.workspace(spec);
        try {
            Path program = source.fetch(spec, workspace);
            Optional<Tool> good = usable(spec, program, source.name(), tried);
            if (good.isEmpty()) {
                return good;
            }
            cache.keep(spec, program, source.name());
            return cached(spec);
        } catch (FetchException | IOException e) {
            tried.add(source.name() + ": " + reason(e));
            return Optional.empty();
        } finally {
            FileTree.delete(workspace);
        }
    }

    private static Optional<Tool> usable(ToolSpec spec, Path file, String origin, List<String> tried) {
        if (!Files.isExecutable(file) || Files.isDirectory(file)) {
            tried.add(origin + ": " + file + " is not an executable file");
            return Optional.empty();
        }
        return version(spec, file, origin, tried)
                .filter(version -> isEnough(spec, version, file, origin, tried))
                .map(version -> new Tool(spec.command(), file.toAbsolutePath(), version, origin));
    }

    private static boolean isEnough(ToolSpec spec, ToolVersion version, Path file, String origin, List<String> tried) {
        boolean enough = spec.isEnough(version);
        if (!enough) {
            tried.add(origin + ": " + file + " is version " + version + ", not " + spec.wanted());
        }
        return enough;
    }

    private static Optional<ToolVersion> version(ToolSpec spec, Path file, String origin, List<String> tried) {
        if (!spec.hasVersion()) {
            return Optional.of(ToolVersion.of(spec.pinned()));
        }
        try {
            String said = Command.of(file.toString(), "--version").run(VERSION_LIMIT);
            return Optional.of(ToolVersion.in(said).orElse(new ToolVersion(0, 0, 0)));
        } catch (FetchException | IOException e) {
            tried.add(origin + ": " + file + " does not run: " + reason(e));
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            tried.add(origin + ": interrupted");
            return Optional.empty();
        }
    }

    private static String reason(Exception e) {
        String message = e.getMessage();
        return e instanceof FetchException && message != null ? message : e.toString();
    }
}
