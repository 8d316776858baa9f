package io.gatehouse.cli.convert.parts;

/** Reads one format. */
@FunctionalInterface
public interface SourceReader {
    /**
     * Reads a source, and adds what it holds to what is written.
     *
     * @throws ImportFailure when nothing can be made of it
     */
    void read(ImportRequest request, ImportedParts parts);
}
