package backprop.data.mnist;

/**
 * A file on the network.
 *
 * @param name its name on every mirror, and in the cache
 * @param size how many bytes it has
 * @param sha256 its checksum, as 64 hexadecimal digits
 */
record RemoteFile(String name, long size, String sha256) {}
