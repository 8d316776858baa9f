package io.gatehouse.admin;

import io.gatehouse.admin.page.StaticFile;
import io.gatehouse.admin.page.StaticFiles;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/** The files of the page for the person on call, which want no token: they are the same for everybody. */
final class StaticPages implements PageSource {
    private final StaticFiles files;

    StaticPages(StaticFiles files) {
        this.files = files;
    }

    @Override
    public @Nullable Mono<AdminPage> page(HttpServerRequest request, String path) {
        StaticFile file = files.find(path);
        if (file == null) {
            return null;
        }
        return Mono.just(PageServer.isRead(request) ? page(file, request.requestHeaders()) : AdminPage.READ_ONLY);
    }

    private static AdminPage page(StaticFile file, HttpHeaders asked) {
        Map<String, String> headers = new HashMap<>(StaticFiles.HEADERS);
        headers.put("etag", file.etag());
        int status = isKnown(file.etag(), asked) ? AdminPage.NOT_MODIFIED : 200;
        return new AdminPage(status, file.contentType(), file.body(), headers);
    }

    /** Whether whoever asks has the file already. */
    private static boolean isKnown(String etag, HttpHeaders asked) {
        return asked.getAll(HttpHeaderNames.IF_NONE_MATCH).stream()
                .flatMap(tags -> Arrays.stream(tags.split(",", -1)))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag));
    }
}
