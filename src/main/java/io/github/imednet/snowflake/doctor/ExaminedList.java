package io.github.imednet.snowflake.doctor;

import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.load.LockClaim;
import io.github.imednet.snowflake.load.ReadOnlyRun;
import io.github.imednet.snowflake.run.Traffic;
import java.util.List;

/** One list of the study, as the statements about its table and its lock see it. */
public final class ExaminedList extends ReadOnlyRun implements Traffic {

    ExaminedList(LockClaim claim) {
        super(claim);
    }

    /** The lists that are loaded: without the API, as by a replay, there are records alone. */
    static List<ImednetResource> loaded(ExportSettings settings) {
        return settings.get(ExportKeys.SINK_ONLY)
                ? List.of(ImednetResource.RECORDS)
                : settings.lists().resources();
    }

    /** Another list of the same study, or the same one anew. */
    ExaminedList of(ImednetResource list) {
        return new ExaminedList(claim().of(list));
    }
}
