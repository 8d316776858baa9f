package io.gatehouse.directory.http;

import io.gatehouse.directory.web.WebRequest.Header;
import io.gatehouse.directory.web.WebSettings;
import io.gatehouse.directory.web.WebUrl;
import java.util.List;
import java.util.Set;

/**
 * What is configured for a directory that is a service.
 *
 * @param urls where it is asked; each can answer
 * @param probeUrls what is asked to know whether it answers, and takes our own credentials; empty where a made-up user is asked for
 * @param own our own credentials, as headers
 * @param sent what it is told of a login beside the credentials
 */
record HttpDirectorySettings(
        HttpMode mode,
        StatusMethod method,
        StatusBody body,
        List<WebUrl> urls,
        List<WebUrl> probeUrls,
        List<Header> own,
        Set<SentPart> sent,
        WebSettings web) {
    HttpDirectorySettings {
        urls = List.copyOf(urls);
        probeUrls = List.copyOf(probeUrls);
        own = List.copyOf(own);
        sent = Set.copyOf(sent);
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("a URL is needed");
        }
        if (mode == HttpMode.LOOKUP && !urls.stream().allMatch(UserTarget::hasPlaceholder)) {
            throw new IllegalArgumentException("a URL of records needs a place for the user's name");
        }
    }

    String name() {
        return web.name();
    }
}
