package io.github.imednet.snowflake.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines at the bottom of a terminal that are drawn anew in their place; what else is printed comes above them. */
final class ProgressScreen {

    private static final String UP = "\u001b[%dA";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final PrintStream terminal;
    private final List<String> lines = new ArrayList<>();
    private int drawn;

    ProgressScreen(PrintStream terminal) {
        this.terminal = terminal;
    }

    /** Sets what a line says. @param line from 0 */
    synchronized void show(int line, String text) {
        while (lines.size() <= line) {
            lines.add("");
        }
        lines.set(line, text.stripTrailing());
        draw("");
    }

    /** Leaves the lines where they are: what is shown next comes below them. */
    synchronized void leave() {
        lines.clear();
        drawn = 0;
    }

    /** Prints whole lines above. */
    synchronized void print(String text) {
        draw(text);
    }

    private void draw(String above) {
        StringBuilder all = new StringBuilder("\r");
        if (drawn > 0) {
            all.append(String.format(Locale.ROOT, UP, drawn));
        }
        all.append(CLEAR_BELOW).append(above);
        lines.forEach(line -> all.append(line).append('\n'));
        drawn = lines.size();
        terminal.print(all);
        terminal.flush();
    }

    /** A stream whose text is printed above, in UTF-8 and line by line. */
    PrintStream above() {
        return new PrintStream(new LineStream(), true, StandardCharsets.UTF_8);
    }

    private final class LineStream extends OutputStream {

        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int value) {
            line.write(value);
            if (value == '\n') {
                print(line.toString(StandardCharsets.UTF_8));
                line.reset();
            }
        }

        @Override
        public synchronized void close() {
            if (line.size() > 0) {
                print(line.toString(StandardCharsets.UTF_8) + '\n');
                line.reset();
            }
        }
    }
}
