package io.gatehouse.service.types;

import io.gatehouse.directory.DirectoryType;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The classes of one module and of its libraries, which no other module sees; what it does not have is Gatehouse's. A jar is
 * opened when a class of it is looked for: the libraries when a directory of this type is made, and not before.
 */
final class ModuleClassLoader extends URLClassLoader {
    private static final String GATEHOUSE = "io.gatehouse.";
    private static final String SERVICES = "META-INF/services/" + DirectoryType.class.getName();

    static {
        registerAsParallelCapable();
    }

    private final String ownPackage;

    private ModuleClassLoader(String module, URL jar) {
        super("directory-" + module, new URL[] {jar}, ModuleClassLoader.class.getClassLoader());
        this.ownPackage = GATEHOUSE + "directory." + module + ".";
    }

    /** That of the module in a folder, which is open for as long as the process runs. */
    static ModuleClassLoader of(Path folder) throws IOException {
        String name = folder.getFileName().toString();
        return new ModuleClassLoader(name, folder.resolve(name + ".jar").toUri().toURL());
    }

    /** Makes the module's types, which its jar names as those for {@link java.util.ServiceLoader}, in that order. */
    List<DirectoryType> types() throws IOException, ReflectiveOperationException {
        URL services = findResource(SERVICES);
        if (services == null) {
            throw new ClassNotFoundException("there is no " + SERVICES + " in it");
        }
        try (InputStream in = services.openStream()) {
            List<DirectoryType> types = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                types.add(type(line.strip()));
            }
            return types;
        }
    }

    private DirectoryType type(String name) throws ReflectiveOperationException {
        if (!name.startsWith(ownPackage)) {
            throw new ClassNotFoundException(name + " is not in package " + ownPackage);
        }
        return loadClass(name)
                .asSubclass(DirectoryType.class)
                .getDeclaredConstructor()
                .newInstance();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!mayBeOwn(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? ownOrOther(name) : loaded;
        }
    }

    /** Whether it is looked for here first: a search for what is not here would open every library. */
    private boolean mayBeOwn(String name) {
        return name.startsWith(GATEHOUSE) ? name.startsWith(ownPackage) : !name.startsWith("java.");
    }

    private Class<?> ownOrOther(String name) throws ClassNotFoundException {
        try {
            return findClass(name);
        } catch (ClassNotFoundException e) {
            return getParent().loadClass(name);
        }
    }
}
