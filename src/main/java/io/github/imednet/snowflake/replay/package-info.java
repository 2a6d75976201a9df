/** Loading files that were kept, without the API. */
package io.github.imednet.snowflake.replay;
