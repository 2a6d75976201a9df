package io.github.imednet.snowflake.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.imednet.snowflake.journal.ChainBreak.Kind;
import io.github.imednet.snowflake.model.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashChainTest {

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("chain.jsonl");
    }

    @Test
    void aLineSaysWhatTheOneBeforeItWas() throws Exception {
        append("a", "b");

        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(0)).isEqualTo("{\"name\":\"a\",\"previous\":\"" + "0".repeat(64) + "\"}");
        assertThat(lines.get(1)).endsWith("\"previous\":\"" + Sha256.of(lines.get(0).getBytes()) + "\"}");
        assertThat(Sha256.of(new byte[0]))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void severalWritersOneAfterAnotherMakeOneChain() throws Exception {
        for (int i = 0; i < 5; i++) {
            append("ä".repeat(9000 * i), "last of " + i);
        }

        assertThat(HashChainCheck.check(file)).isEqualTo(new HashChainCheck.Result(10, 10, List.of()));
    }

    @Test
    void aMissingOrEmptyFileBeginsAChain() throws Exception {
        Files.createFile(file);
        append("a");

        assertThat(HashChainCheck.check(file)).isEqualTo(new HashChainCheck.Result(1, 1, List.of()));
    }

    @Test
    void aFileFromBeforeTheChainGoesOn() throws Exception {
        Files.writeString(file, "{\"name\":\"old\"}\n{\"name\":\"old too\"}\n");
        append("new");

        assertThat(HashChainCheck.check(file)).isEqualTo(new HashChainCheck.Result(3, 1, List.of()));
        replaceLine(1, "{\"name\":\"changed\"}");
        assertThat(HashChainCheck.check(file).breaks())
                .extracting(ChainBreak::line, ChainBreak::kind)
                .containsExactly(tuple(3L, Kind.BROKEN));
    }

    @Test
    void everyBreakIsReportedWithItsLine() throws Exception {
        append("a", "b", "c", "d", "e", "f", "g", "h");
        replaceLine(1, Files.readAllLines(file).get(1).replace("\"b\"", "\"B\""));
        replaceLine(4, "{\"name\":");
        removeLine(6);
        Files.writeString(file, "{\"na", StandardOpenOption.APPEND);

        HashChainCheck.Result result = HashChainCheck.check(file);

        assertThat(result.lines()).isEqualTo(8);
        assertThat(result.breaks())
                .extracting(ChainBreak::line, ChainBreak::kind)
                .containsExactly(
                        tuple(3L, Kind.BROKEN), tuple(5L, Kind.DAMAGED), tuple(6L, Kind.BROKEN), tuple(7L, Kind.BROKEN),
                        tuple(8L, Kind.TORN));
        assertThat(result.breaks().get(0).problem()).startsWith("line 3 does not follow line 2");
    }

    @Test
    void aFirstLineThatIsGoneShows() throws Exception {
        append("a", "b");
        removeLine(0);

        assertThat(HashChainCheck.check(file).breaks())
                .extracting(ChainBreak::problem)
                .containsExactly("line 1 is not the first line that was written");
    }

    @Test
    void aLineWithoutItsLinkShows() throws Exception {
        append("a", "b");
        Files.writeString(file, "{\"name\":\"forged\"}\n", StandardOpenOption.APPEND);

        assertThat(HashChainCheck.check(file).breaks()).extracting(ChainBreak::kind).containsExactly(Kind.BROKEN);
    }

    @Test
    void theChainGoesOnOverALineThatACrashCutOff() throws Exception {
        append("a");
        Files.writeString(file, "{\"name\":\"b\",\"prev", StandardOpenOption.APPEND);
        assertThat(HashChainCheck.check(file).breaks()).extracting(ChainBreak::kind).containsExactly(Kind.TORN);

        append("c", "d");

        HashChainCheck.Result result = HashChainCheck.check(file);
        assertThat(result.lines()).isEqualTo(4);
        assertThat(result.breaks())
                .extracting(ChainBreak::line, ChainBreak::kind)
                .containsExactly(tuple(2L, Kind.CUT_OFF));
        assertThat(result.breaks()).noneMatch(ChainBreak::isDamage);
    }

    @Test
    void aLineThatLacksNothingButItsNewlineIsWholeAgain() throws Exception {
        append("a", "b");
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 1));

        append("c");

        assertThat(HashChainCheck.check(file)).isEqualTo(new HashChainCheck.Result(3, 3, List.of()));
    }

    private void append(String... names) throws IOException {
        HashChain chain = HashChain.after(file);
        for (String name : names) {
            Files.writeString(
                    file, chain.next(Map.of("name", name)), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    private void replaceLine(int index, String line) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(index, line);
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    private void removeLine(int index) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.remove(index);
        Files.writeString(file, String.join("\n", lines) + "\n");
    }
}
