package io.github.imednet.snowflake.config;

import java.util.Optional;
import java.util.function.Function;

/**
 * Whether others can see how exports fare, and where: {@code observe.*}.
 *
 * @param enabled whether there are meters and health checks
 * @param port of the HTTP server that shows them, 0 for any free one, or null for no server
 * @param address of this machine, at which that server listens
 */
public record ObserveSettings(boolean enabled, Integer port, String address) {

    private static final String PORT = "observe.port";

    /**
     * Reads and checks these settings; no other one is read.
     *
     * @throws ExportConfigurationException naming every bad one
     */
    public static ObserveSettings read(Function<String, Optional<String>> lookup) {
        SettingsReader settings = new SettingsReader(lookup);
        ObserveSettings read = read(settings);
        settings.throwIfBad();
        return read;
    }

    static ObserveSettings read(SettingsReader settings) {
        Integer port = settings.isSet(PORT) ? (Integer) settings.number(PORT, 0, 0, 65_535) : null;
        boolean enabled = settings.flag("observe.enabled", port != null);
        String address = settings.text("observe.address", "127.0.0.1").trim();
        if (!address.matches("[A-Za-z0-9.:_-]+")) {
            settings.problem(
                    "observe.address is '" + SettingsReader.printable(address) + "', no address or name of this"
                            + " machine, such as 127.0.0.1, or 0.0.0.0 for all of its addresses");
        }
        return new ObserveSettings(enabled, enabled ? port : null, address);
    }
}
