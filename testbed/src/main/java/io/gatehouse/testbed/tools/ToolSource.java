package io.gatehouse.testbed.tools;

import java.io.IOException;
import java.nio.file.Path;

/** A place to get a program from; every try ends within a bounded time. */
interface ToolSource {
    /** The place in words for people. */
    String name();

    boolean offers(ToolSpec spec);

    /**
     * Gets the program.
     *
     * @param workspace an empty folder of our own, removed afterwards
     * @return the program's file, somewhere in the workspace
     */
    Path fetch(ToolSpec spec, Path workspace) throws FetchException, IOException, InterruptedException;
}
