package com.example.badge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Gatehouse as it is installed: the launcher, the product, and a folder for directories of third parties. */
record InstalledGatehouse(Path folder) {
    private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path PRODUCT = Path.of("server/target/gatehouse");

    /** Installs what the build has made. */
    static InstalledGatehouse in(Path folder) throws IOException {
        Files.copy(CHECKOUT.resolve("gatehouse"), folder.resolve("gatehouse"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectories(folder.resolve(PRODUCT).getParent());
        Files.createSymbolicLink(folder.resolve(PRODUCT), CHECKOUT.resolve(PRODUCT));
        Files.createDirectory(folder.resolve("lib"));
        return new InstalledGatehouse(folder.toRealPath());
    }

    /** Where jars of third parties are put. */
    Path lib() {
        return folder.resolve("lib");
    }

    /** The sample, as the build has made it. */
    void addSample(String jar) throws IOException {
        Files.copy(Path.of("target/badge.jar"), lib().resolve(jar));
    }

    /** Starts a command, whose output and errors go to a file. */
    Process start(Path output, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(folder.resolve("gatehouse").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GATEHOUSE_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }
}
