/** What the kamelets are made of: beans that take their parameters, and hand messages to what the export is made of. */
@NullMarked
package io.github.imednet.snowflake.kamelet;

import org.jspecify.annotations.NullMarked;
