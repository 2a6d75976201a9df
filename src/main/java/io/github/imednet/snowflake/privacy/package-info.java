/** The privacy policy: what becomes of each field that is read from iMednet, before anything else sees it. */
package io.github.imednet.snowflake.privacy;
