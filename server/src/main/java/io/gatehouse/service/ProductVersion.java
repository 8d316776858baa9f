package io.gatehouse.service;

/** The version of this build: from the jar's manifest, when it runs from a jar. */
public final class ProductVersion {
    private ProductVersion() {}

    /** A semantic version. */
    public static String number() {
        String version = ProductVersion.class.getPackage().getImplementationVersion();
        return version == null ? "0.0.0-development" : version;
    }
}
