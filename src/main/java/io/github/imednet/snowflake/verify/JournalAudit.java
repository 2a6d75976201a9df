package io.github.imednet.snowflake.verify;

import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.journal.HashChainCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.ExchangeProperty;

/** Checks the hash chains of all journals below the state directory, if there is one. */
@RouteBean
public final class JournalAudit {

    private static final String JOURNAL = "journal.jsonl";

    private final Path stateDirectory;
    private final ImednetResource last;

    public JournalAudit(ExportSettings settings) {
        this.stateDirectory = settings.get(ExportKeys.STATE_DIR);
        List<ImednetResource> lists = settings.lists().resources();
        this.last = lists.get(lists.size() - 1);
    }

    public void check(@ExchangeProperty("run") Verification verification) throws IOException {
        if (verification.resource() != last) {
            return; // they are not of one list: they are checked once
        }
        for (Path journal : journals()) {
            HashChainCheck.Result result = HashChainCheck.check(journal);
            ChainFindings.enter(verification, journal, result, ChainFindings.TornLine.IS_NO_DIFFERENCE);
        }
    }

    private List<Path> journals() throws IOException {
        if (!Files.isDirectory(stateDirectory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(stateDirectory)) {
            return files.filter(file -> file.getFileName().toString().equals(JOURNAL)).sorted().toList();
        }
    }
}
