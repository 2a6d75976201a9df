/** A typed view for each form of a study, by the study's dictionary, and what changed in that since the last run. */
@NullMarked
package io.github.imednet.snowflake.views;

import org.jspecify.annotations.NullMarked;
