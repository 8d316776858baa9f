package io.gatehouse.service.types;

import io.gatehouse.config.Entry;
import io.gatehouse.config.Values;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.DirectoryType;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/**
 * A type of a third party's jar. What fails in it is told in words, with the jar: it is not a mistake of Gatehouse.
 *
 * @param jar the jar that it is in
 * @param type what it calls itself
 */
record AddedDirectoryType(Path jar, String type, List<Entry> keys, DirectoryType made) implements DirectoryType {
    static AddedDirectoryType of(ServiceLoader.Provider<DirectoryType> provider) {
        Path jar = jar(provider.type());
        return told(jar + " cannot be used", () -> {
            DirectoryType made = provider.get();
            return new AddedDirectoryType(jar, made.type(), List.copyOf(made.keys()), made);
        });
    }

    private static Path jar(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void check(Values settings) {
        told(name(), () -> {
            made.check(settings);
            return true;
        });
    }

    @Override
    public List<String> warnings(String name, Values settings) {
        return told(name(), () -> made.warnings(name, settings));
    }

    @Override
    public boolean statesRights() {
        return told(name(), made::statesRights);
    }

    @Override
    public boolean namesByLogin() {
        return told(name(), made::namesByLogin);
    }

    @Override
    public boolean maybeStale() {
        return told(name(), made::maybeStale);
    }

    @Override
    public boolean takesLongCredentials() {
        return told(name(), made::takesLongCredentials);
    }

    @Override
    public String unseenChanges(Values settings) {
        return told(name(), () -> made.unseenChanges(settings));
    }

    @Override
    public boolean isPollable(Values settings) {
        return told(name(), () -> made.isPollable(settings));
    }

    @Override
    public List<Path> decisiveFiles(Values settings) {
        return told(name(), () -> made.decisiveFiles(settings));
    }

    @Override
    public Directory create(String name, Values settings, DirectoryContext context) {
        return told(
                "directory " + name + " cannot be opened, which is of " + name(),
                () -> named(name, made.create(name, settings, context)));
    }

    /** Metrics and the log would take one that calls itself something else for another. */
    private static Directory named(String name, Directory directory) {
        if (!name.equals(directory.name())) {
            throw new IllegalStateException("it calls itself " + directory.name());
        }
        return directory;
    }

    private String name() {
        return "type " + type + " of " + jar;
    }

    private static <T> T told(String what, Supplier<T> attempt) {
        try {
            return Objects.requireNonNull(attempt.get(), "it returned null");
        } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
            throw e instanceof DirectoryJarException known ? known : new DirectoryJarException(what, e);
        }
    }
}
