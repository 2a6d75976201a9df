package io.github.imednet.snowflake.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether others can see how exports fare, and where: {@code observe.*}.
 *
 * @param enabled whether there are meters and health checks
 * @param port of the HTTP server that shows them, 0 for any free one, or null for no server
 * @param address of this machine, at which that server listens
 */
@RouteBean
public record ObserveSettings(boolean enabled, @Nullable Integer port, String address) {

    private static final SettingGroup GROUP = new SettingGroup();
    public static final Setting<Integer> PORT = GROUP.number(
            "observe.port",
            0,
            65_535,
            "port for `/observe/metrics` and `/observe/health`, 0 for any; without it there is none, and nothing is"
                    + " measured");
    private static final Setting<String> ADDRESS = GROUP.text(
            "observe.address",
            "127.0.0.1",
            "address of this machine to listen at; `0.0.0.0` is all of them, as in a container");
    public static final Setting<Boolean> ENABLED = GROUP.choice(
            "observe.enabled",
            "`true` for an application of one's own, which shows its meters and health checks itself; by default `true`"
                    + " where there is a port");

    static final List<Setting<?>> ALL = GROUP.all();

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
        Integer port = settings.get(PORT);
        Boolean set = settings.get(ENABLED);
        boolean enabled = set == null ? port != null : set;
        String address = settings.get(ADDRESS).trim();
        if (!address.matches("[A-Za-z0-9.:_-]+")) {
            settings.problem(
                    "observe.address is '" + SettingsReader.printable(address) + "', not an address or a name of this"
                            + " machine, such as 127.0.0.1, or 0.0.0.0 for all of its addresses");
        }
        return new ObserveSettings(enabled, enabled ? port : null, address);
    }
}
