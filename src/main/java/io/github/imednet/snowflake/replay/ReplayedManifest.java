package io.github.imednet.snowflake.replay;

/**
 * A manifest that is replayed.
 *
 * @param path as it was named
 * @param kept the batches that it has lines of, and whose files are there
 */
record ReplayedManifest(String path, KeptBatches kept) {}
