/** Writing a load's files to the object storage that an external stage stands for. */
@NullMarked
package io.github.imednet.snowflake.storage;

import org.jspecify.annotations.NullMarked;
