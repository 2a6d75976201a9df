package io.github.imednet.snowflake.privacy;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of a field, and why.
 *
 * @param rule the rule that decides, or null if none does
 * @param needed what a load needs the field for, or null if it does not
 */
record Decision(PrivacyAction action, @Nullable PrivacyRule rule, @Nullable String needed) {

    /** Whether the default took the field out, for no rule names it. */
    boolean isUndecided() {
        return rule == null && needed == null && action == PrivacyAction.DROP;
    }

    /** Such as {@code rule in line 12}. */
    String why() {
        if (needed != null) {
            return "needed: " + needed;
        }
        return rule == null ? "default" : "rule in line " + rule.line();
    }
}
