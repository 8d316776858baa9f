package io.gatehouse.testbed.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebianMirrorTest {
    @TempDir
    Path folder;

    @Test
    void readsTheOneLineFormat() throws IOException {
        Files.writeString(folder.resolve("sources.list"), """
                # deb http://old.example/debian stable main
                deb [signed-by=/usr/share/keyrings/k.gpg] https://mirror.example/debian/ bookworm main
                """);

        assertThat(DebianMirror.in(folder)).isEqualTo("https://mirror.example/debian");
    }

    @Test
    void readsTheOtherFormatAndPassesOverOtherArchives() throws IOException {
        Files.createDirectories(folder.resolve("sources.list.d"));
        Files.writeString(folder.resolve("sources.list.d/debian.sources"), """
                Types: deb
                # http://snapshot.example/archive/debian
                URIs: http://mirror.example/debian-security
                Suites: bookworm-security

                Types: deb
                URIs: http://mirror.example/debian
                Suites: bookworm
                """);

        assertThat(DebianMirror.in(folder)).isEqualTo("http://mirror.example/debian");
    }

    @Test
    void isTheArchiveItselfWhereNoneIsNamed() throws IOException {
        Files.writeString(folder.resolve("sources.list"), "deb http://archive.example/ubuntu noble main\n");

        assertThat(DebianMirror.in(folder)).isEqualTo("http://deb.debian.org/debian");
    }
}
