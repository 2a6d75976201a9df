/** The protocol that Snowflake's drivers speak over HTTP: login, sessions, queries, file transfer, results as JSON. */
package io.github.imednet.snowflake.local.snowflake.wire;
