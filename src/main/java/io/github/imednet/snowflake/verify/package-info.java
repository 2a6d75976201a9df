/** Manifest, journals, ledger, stage, table and API compared with each other. */
package io.github.imednet.snowflake.verify;
