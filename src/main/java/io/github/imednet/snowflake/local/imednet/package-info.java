/** An iMednet EDC REST API server for laptops and tests. */
package io.github.imednet.snowflake.local.imednet;
