package io.github.imednet.snowflake.local.http;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The faults that a local server was told to make; the first one that strikes a request wins. */
public final class Faults {

    private final List<Fault> faults;

    private Faults(List<Fault> faults) {
        this.faults = List.copyOf(faults);
    }

    public static Faults none() {
        return new Faults(List.of());
    }

    /**
     * @param texts faults as {@link Fault#parse} reads them
     * @param kinds the kinds that the server knows
     * @throws IllegalArgumentException if a text cannot be read or names another kind
     */
    public static Faults parse(Collection<String> texts, Set<String> kinds) {
        List<Fault> faults = texts.stream().map(Fault::parse).toList();
        for (Fault fault : faults) {
            if (!kinds.contains(fault.kind())) {
                throw new IllegalArgumentException(
                        "fault '" + fault + "': unknown kind; known are " + String.join(", ", new TreeSet<>(kinds)));
            }
        }
        return new Faults(faults);
    }

    /**
     * The fault to make for this request, if any.
     *
     * @param request a description such as {@code GET /api/v1/edc/studies/S/records?page=3} or {@code COPY INTO ...}
     */
    public Optional<Fault> strike(String request) {
        // Every fault sees every request, so that counts do not depend on the other faults.
        return faults.stream().filter(fault -> fault.strikes(request)).toList().stream().findFirst();
    }
}
