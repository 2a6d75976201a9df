/** Manifest, journals, ledger, stage, table and API held against each other. */
package io.github.imednet.snowflake.verify;
