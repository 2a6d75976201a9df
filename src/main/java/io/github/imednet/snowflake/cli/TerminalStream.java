package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Text in UTF-8 on its way to a terminal, line by line, as {@link Printable} lets it. */
final class TerminalStream extends OutputStream {

    private final OutputStream terminal;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    TerminalStream(OutputStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public void write(int value) throws IOException {
        line.write(value);
        if (value == '\n') {
            print();
        }
    }

    @Override
    public void flush() throws IOException {
        print();
        terminal.flush();
    }

    private void print() throws IOException {
        terminal.write(Printable.lines(line.toString(StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
        line.reset();
    }
}
