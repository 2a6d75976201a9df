package io.github.imednet.snowflake.doctor;

import io.github.imednet.snowflake.config.ObserveSettings;
import io.github.imednet.snowflake.doctor.CheckResult.State;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;

/** Looks whether the port can be opened that health, metrics and reports are shown at. */
public final class PortCheck {

    private PortCheck() {}

    /** What was found, or nothing where no port is set. A port that is taken may be that of an export that stays. */
    public static Optional<CheckResult> of(ObserveSettings observe) {
        if (observe.port() == null) {
            return Optional.empty();
        }
        String port = "observe.port " + observe.port() + " of observe.address " + observe.address();
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(observe.address(), observe.port()));
            return Optional.of(new CheckResult("port", State.OK, port + " can be opened"));
        } catch (IOException e) {
            return Optional.of(new CheckResult("port", State.WARNING, port + " cannot be opened (" + e.getMessage()
                    + "): unless a running export uses it, set another port"));
        }
    }
}
