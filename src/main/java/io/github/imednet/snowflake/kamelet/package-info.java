/** What the kamelets are made of: beans that take their parameters, and hand messages to what the export is made of. */
package io.github.imednet.snowflake.kamelet;
