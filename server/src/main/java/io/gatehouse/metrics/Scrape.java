package io.gatehouse.metrics;

/** What a scrape is answered with, in the format that the scraper asked for. */
@SuppressWarnings("ArrayRecordComponent") // is never compared
public record Scrape(String contentType, byte[] body) {}
