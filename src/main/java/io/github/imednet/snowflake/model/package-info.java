/**
 * What the reading, the batching and the loading side share: the columns of a record, a batch's file on disk, and its
 * digest.
 */
@NullMarked
package io.github.imednet.snowflake.model;

import org.jspecify.annotations.NullMarked;
