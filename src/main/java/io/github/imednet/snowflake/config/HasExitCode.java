package io.github.imednet.snowflake.config;

/** A failure that says with which code a process ends because of it. */
public interface HasExitCode {

    /** One of those of {@link ExitCode}. */
    int exitCode();
}
