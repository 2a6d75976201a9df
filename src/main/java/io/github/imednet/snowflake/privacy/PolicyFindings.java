package io.github.imednet.snowflake.privacy;

import io.github.imednet.snowflake.config.Printable;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a policy came across while it was applied: names of fields, and never a value. Each is told once in the log. */
public final class PolicyFindings {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyFindings.class);
    private static final int LONGEST_NAME = 200;

    /** Names that are more than this are no names, and are not told. */
    private static final int MOST = 10_000;

    private final Consumer<String> undecidedFields;
    private final Set<FieldPlace> seen = ConcurrentHashMap.newKeySet();
    private final Set<String> undecided = new ConcurrentSkipListSet<>();

    public PolicyFindings() {
        this(field -> { });
    }

    /** @param undecidedFields takes each field that is left out because no rule names it, once */
    public PolicyFindings(Consumer<String> undecidedFields) {
        this.undecidedFields = undecidedFields;
    }

    /** Takes fields that were left out by the process before, which has told them. */
    public void toldBefore(Collection<String> fields) {
        undecided.addAll(fields);
    }

    /**
     * The fields that were left out because no rule names them, such as {@code records.recordData.aeterm of form AE}.
     */
    public List<String> undecided() {
        return List.copyOf(undecided);
    }

    void undecided(FieldPlace place) {
        if (isNew(place) && undecided.add(name(place))) {
            LOG.warn("The privacy policy has no rule for {}, which is left out: add one", name(place));
            undecidedFields.accept(name(place));
        }
    }

    void noDate(FieldPlace place) {
        if (isNew(place)) {
            LOG.warn(
                    "The privacy policy moves the dates of {}, or keeps their year, and some values are not whole"
                            + " dates of a subject: they are emptied",
                    name(place));
        }
    }

    void noObject(FieldPlace place) {
        if (isNew(place)) {
            LOG.warn(
                    "{} is not an object in some records, so that its variables cannot be told apart: it is left out"
                            + " there",
                    name(place));
        }
    }

    private boolean isNew(FieldPlace place) {
        return !seen.contains(place) && seen.size() < MOST && seen.add(place);
    }

    private static String name(FieldPlace place) {
        String name = Printable.line(place.described());
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
    }
}
