package io.gatehouse.testbed.tools;

import java.nio.file.Path;

/**
 * An outside program that is on this machine and runs.
 *
 * @param version what {@code --version} says; 0.0.0 if it says no number
 * @param origin where it was found, in words for people
 */
public record Tool(String name, Path path, ToolVersion version, String origin) {}
