/** What runs wrote down: journals, the manifest, and the chain of their lines. */
package io.github.imednet.snowflake.journal;
