/** What lies on the stage, and its removal. */
package io.github.imednet.snowflake.stage;
