/** Writing a load's files to the object storage that an external stage stands for. */
package io.github.imednet.snowflake.storage;
