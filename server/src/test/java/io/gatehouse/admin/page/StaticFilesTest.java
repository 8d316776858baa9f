package io.gatehouse.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StaticFilesTest {
    private static final Path FOLDER = Path.of("src/main/resources/io/gatehouse/admin/page");

    private final StaticFiles files = StaticFiles.load();

    @Test
    void everyFileIsServedAndNoOther() throws IOException {
        try (Stream<Path> there = Files.list(FOLDER)) {
            assertThat(there.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(StaticFiles.names());
        }
    }

    @Test
    void theyAreAsTheyWereWritten() throws IOException {
        StaticFile page = Objects.requireNonNull(files.find("/"));

        assertThat(page.contentType()).isEqualTo("text/html; charset=utf-8");
        assertThat(page.body()).isEqualTo(Files.readAllBytes(FOLDER.resolve("index.html")));
        assertThat(page.etag()).matches("\"[A-Za-z0-9_-]{22}\"");
        assertThat(page.etag())
                .isNotEqualTo(Objects.requireNonNull(files.find("/page.css")).etag());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "//",
                "/.",
                "/index.html",
                "/page.css/",
                "/./page.css",
                "/../page/page.css",
                "/page.css%00",
                "/%70age.css",
                "/page.css\\",
                "/PAGE.CSS",
                "/StaticFiles.class",
                "/../../../../META-INF/MANIFEST.MF",
                "/..%2f..%2fetc%2fpasswd",
                "page.css",
                "http://127.0.0.1/page.css"
            })
    void aPathIsTakenAsItIsWritten(String path) {
        assertThat(files.find(path)).isNull();
    }

    /** The policy that goes with them forbids it, so that it would not work. */
    @Test
    void nothingIsInline() {
        String page = new String(Objects.requireNonNull(files.find("/")).body(), StandardCharsets.UTF_8);

        assertThat(page).doesNotContainPattern("(?i)<style|\\sstyle=|\\son[a-z]+=|javascript:|data:|https?://");
        assertThat(page).doesNotContainPattern("(?i)<script(?![^>]*\\ssrc=)");
        assertThat(StaticFiles.HEADERS.get("content-security-policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "*", "data:");
    }

    @Test
    void nothingIsListedTwice() {
        List<String> names = StaticFiles.names();

        assertThat(names).doesNotHaveDuplicates();
    }
}
