/** The privacy policy: what becomes of each field that is read from iMednet, before anything else sees it. */
@NullMarked
package io.github.imednet.snowflake.privacy;

import org.jspecify.annotations.NullMarked;
