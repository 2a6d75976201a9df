package io.github.imednet.snowflake.verify;

import io.github.imednet.snowflake.journal.ChainBreak;
import io.github.imednet.snowflake.journal.HashChainCheck;
import java.nio.file.Path;

/** Enters what was found in a file with a hash chain. */
final class ChainFindings {

    /** What a last line without its newline means. */
    enum TornLine {
        /** The file is written once for all: something is lacking. */
        IS_A_DIFFERENCE,
        /** A run was killed, or is under way. */
        IS_NO_DIFFERENCE
    }

    private ChainFindings() {}

    static void enter(Verification verification, Path file, HashChainCheck.Result result, TornLine tornLine) {
        boolean whole = true;
        for (ChainBreak found : result.breaks()) {
            boolean torn = found.kind() == ChainBreak.Kind.TORN && tornLine == TornLine.IS_NO_DIFFERENCE;
            if (found.isDamage() && !torn) {
                whole = false;
                verification.differs(Difference.ofLine(
                        Difference.Kind.CHAIN, file.toString(), found.line(), file + ": " + found.problem()));
            } else {
                verification.note(file + ": " + found.problem());
            }
        }
        verification.found(new VerificationReport.Chain(file.toString(), result.lines(), result.chained(), whole));
    }
}
