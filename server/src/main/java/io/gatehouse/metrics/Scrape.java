package io.gatehouse.metrics;

/** What a scrape is answered with, in the format that the scraper asked for. */
public record Scrape(String contentType, byte[] body) {}
