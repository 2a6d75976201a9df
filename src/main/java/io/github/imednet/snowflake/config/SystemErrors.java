package io.github.imednet.snowflake.config;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** What the messages of the JDK's exceptions leave out, for the type of the exception says it. */
public final class SystemErrors {

    private SystemErrors() {}

    /** The message of the exception, with what its type says. */
    public static String reason(Throwable failure) {
        String message = failure.getMessage();
        if (failure instanceof UnknownHostException) {
            return "the host is not known (" + message + "): check the address in the settings, and the network";
        }
        if (failure instanceof ConnectException) {
            return message + ": check the address in the settings, and the network";
        }
        if (failure instanceof NoSuchFileException) {
            return message + ": no such file or directory";
        }
        if (failure instanceof AccessDeniedException) {
            return message + ": access is denied";
        }
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
