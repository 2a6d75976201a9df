/** Manifest, journals, ledger, stage, table and API compared with each other. */
@NullMarked
package io.github.imednet.snowflake.verify;

import org.jspecify.annotations.NullMarked;
