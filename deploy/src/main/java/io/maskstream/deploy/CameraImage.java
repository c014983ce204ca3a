package io.maskstream.deploy;

/**
 * An image as a camera publishes it.
 *
 * @param label what it really shows, as the model calls it
 * @param bytes encoded; not to be changed
 */
record CameraImage(String label, byte[] bytes) {}
