package io.github.imednet.snowflake.local.http;

import java.util.ArrayList;
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
     * @param forms the kinds that the server knows, with their arguments
     * @throws IllegalArgumentException if a text cannot be read, names another kind or an argument of another one
     */
    public static Faults parse(Collection<String> texts, List<FaultForm> forms) {
        Faults parsed = ofKinds(texts, new TreeSet<>(forms.stream().map(FaultForm::kind).toList()));
        for (Fault fault : parsed.faults) {
            Set<String> known = new TreeSet<>(Fault.COMMON_ARGUMENTS);
            forms.stream()
                    .filter(form -> form.kind().equals(fault.kind()))
                    .forEach(form -> known.addAll(form.arguments()));
            for (String name : fault.names()) {
                if (!known.contains(name)) {
                    throw fault.bad("unknown argument " + name + "; known are " + String.join(", ", known));
                }
            }
        }
        return parsed;
    }

    /**
     * How faults are written, for a command's help, one line an entry.
     *
     * @param request what {@link #strike} gets, in words or as an example
     */
    public static List<String> help(String request, List<FaultForm> forms) {
        List<String> lines = new ArrayList<>(List.of(
                "Faults are written KIND[:NAME=VALUE[,NAME=VALUE]...]. All kinds take",
                "  on=TEXT         strike requests that contain TEXT; a request reads as",
                "                  " + request,
                "  at=N, times=N   strike from the Nth such request on (1), so many times (1, or 'always')",
                "  rate=R, seed=N  or strike that share of them, from 0 to 1, drawn with the seed (1)",
                "and the kinds are"));
        for (FaultForm form : forms) {
            lines.add("  " + form.form());
            lines.add("      " + form.effect());
        }
        return lines;
    }

    /** All faults, to check the arguments of their own kinds. */
    public List<Fault> all() {
        return faults;
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

    private static Faults ofKinds(Collection<String> texts, Set<String> kinds) {
        List<Fault> faults = texts.stream().map(Fault::parse).toList();
        for (Fault fault : faults) {
            if (!kinds.contains(fault.kind())) {
                throw fault.bad("unknown kind; known are " + String.join(", ", new TreeSet<>(kinds)));
            }
        }
        return new Faults(faults);
    }
}
