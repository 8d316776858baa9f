package io.gatehouse.config;

/** What a section of the configuration holds: a key, or a section within it. */
public sealed interface Entry permits Key, Section {
    /** What it is called there. */
    String name();
}
