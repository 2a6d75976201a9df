package io.github.imednet.snowflake.cli;

import java.util.ArrayList;
import java.util.List;

/** What a terminal shows of what was printed to it, as far as progress uses it: lines, the cursor up, and clearing. */
final class ScreenOfTerminal {

    private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    private int row;
    private int column;

    ScreenOfTerminal(String printed) {
        for (int i = 0; i < printed.length(); i++) {
            char next = printed.charAt(i);
            if (next == '\u001b') {
                int end = i + 2;
                while (!Character.isLetter(printed.charAt(end))) {
                    end++;
                }
                control(printed.substring(i + 2, end), printed.charAt(end));
                i = end;
            } else {
                print(next);
            }
        }
    }

    private void control(String number, char what) {
        switch (what) {
            case 'A' -> row = Math.max(0, row - (number.isEmpty() ? 1 : Integer.parseInt(number)));
            case 'J' -> {
                lines.get(row).setLength(Math.min(column, lines.get(row).length()));
                while (lines.size() > row + 1) {
                    lines.remove(lines.size() - 1);
                }
            }
            default -> throw new IllegalArgumentException("ESC [ " + number + what);
        }
    }

    private void print(char next) {
        if (next == '\r') {
            column = 0;
        } else if (next == '\n') {
            row++;
            if (row == lines.size()) {
                lines.add(new StringBuilder());
            }
            column = 0;
        } else {
            StringBuilder line = lines.get(row);
            while (line.length() <= column) {
                line.append(' ');
            }
            line.setCharAt(column++, next);
        }
    }

    List<String> lines() {
        return lines.stream().map(StringBuilder::toString).toList();
    }
}
