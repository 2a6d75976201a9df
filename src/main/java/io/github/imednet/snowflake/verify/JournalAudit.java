package io.github.imednet.snowflake.verify;

import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.journal.HashChainCheck;
import io.github.imednet.snowflake.journal.StateDirectory;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.camel.ExchangeProperty;

/** Checks the hash chains of all journals of the state directory, if there is one. */
@RouteBean
public final class JournalAudit {

    private final StateDirectory state;
    private final ImednetResource last;

    public JournalAudit(ExportSettings settings) {
        this.state = new StateDirectory(settings.get(ExportKeys.STATE_DIR));
        List<ImednetResource> lists = settings.lists().resources();
        this.last = lists.get(lists.size() - 1);
    }

    public void check(@ExchangeProperty("run") Verification verification) throws IOException {
        if (verification.resource() != last) {
            return; // they are not of one list: they are checked once
        }
        for (Path journal : state.journals()) {
            check(journal).ifPresent(result -> ChainFindings.enter(
                    verification, journal, result, ChainFindings.TornLine.IS_NO_DIFFERENCE));
        }
    }

    /** Nothing of a journal that is gone: a sink that is closed meanwhile takes its own with it. */
    private static Optional<HashChainCheck.Result> check(Path journal) throws IOException {
        try {
            return Optional.of(HashChainCheck.check(journal));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
