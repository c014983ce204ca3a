package io.maskstream.stream.lifecycle;

/**
 * A version as it lies on disk.
 *
 * @param manifest hash of its manifest, which holds the hashes of all its files
 * @param files sizes and times of its signature and of the files that the manifest lists
 */
record Found(String version, String manifest, String files) {

    /**
     * Whether this is what was found at another time. Files that were verified are told by the manifest alone; those that
     * were not may be completed without a change of the manifest.
     */
    boolean sameAs(Found other, boolean verified) {
        return manifest.equals(other.manifest) && (verified || files.equals(other.files));
    }
}
