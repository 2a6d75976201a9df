/** What the reading, the batching and the loading side share: the columns of a record, and a batch's file on disk. */
package io.github.imednet.snowflake.model;
