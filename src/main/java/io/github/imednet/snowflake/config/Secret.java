package io.github.imednet.snowflake.config;

/** A text that must never be shown: only {@link #reveal} gives it out. */
public record Secret(String reveal) {

    @Override
    public String toString() {
        return "***";
    }
}
