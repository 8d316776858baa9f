package io.gatehouse.load.rig;

/** A callout service that can be put under load; it says "Ready" on its output once requests can come. */
public interface ServiceUnderTest {
    /** How tables call it. */
    String name();

    /** How it is started at a settings. */
    LaunchCommand launch(ServiceLaunchSettings target);
}
