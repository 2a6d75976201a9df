package io.github.imednet.snowflake.local.imednet;

import java.util.List;

/** Answers one question of the sample study, for any record. */
final class SampleAnswer {

    private static final int PURPOSE = 100;

    private final SampleDesign.Variable variable;
    private final int purpose;
    private final byte[] key;
    private final List<byte[]> values;

    /** @param number the question's number, other than that of every other question of its form */
    SampleAnswer(SampleDesign.Variable variable, int number) {
        this.variable = variable;
        this.purpose = PURPOSE + number;
        this.key = JsonBuffer.quoted(variable.name());
        this.values = variable.values() == null
                ? List.of()
                : variable.values().stream().map(JsonBuffer::quoted).toList();
    }

    /** Appends {@code ,"name":value}, or nothing if the record lacks the key; about one answer in 14 is not given. */
    void write(JsonBuffer out, int record, long time) {
        long bits = SampleRandom.bits(record, purpose);
        int given = (int) (bits & 127);
        if (given < 2 && !variable.required()) {
            return;
        }
        out.raw(',').raw(key).raw(':');
        if (given < 4 && !variable.required()) {
            out.nothing();
        } else if (given < 9 && !variable.required()) {
            out.raw("\"\"");
        } else {
            writeValue(out, bits >>> 8, time);
        }
    }

    /** Which of the variable's values this record has, if it has one. */
    int choice(int record) {
        return choice(SampleRandom.bits(record, purpose) >>> 8);
    }

    private void writeValue(JsonBuffer out, long bits, long time) {
        switch (variable.type()) {
            case "NUMBER" -> writeNumber(out, bits);
            case "DATE" -> SampleTime.date(out, time - daysBefore(bits) * SampleTime.DAY);
            case "DATETIME" -> SampleTime.minute(out, time - bits % 600 * 60);
            case "PRECISIONDATE" -> writePrecisionDate(out, bits, time);
            case "MEMO" -> writeMemo(out, bits);
            case "CHECKBOX" -> writeCheckbox(out, bits);
            default -> out.raw(values.get(choice(bits)));
        }
    }

    private int choice(long bits) {
        return (int) (bits % variable.values().size());
    }

    private void writeNumber(JsonBuffer out, long bits) {
        long number = variable.low() + bits % (variable.high() - variable.low() + 1);
        boolean belowLimit = "mixed".equals(variable.as()) && (bits >>> 20) % 12 == 0;
        boolean quoted = belowLimit || "text".equals(variable.as());
        if (quoted) {
            out.raw('"');
        }
        if (belowLimit) {
            out.raw('<');
        }
        decimal(out, number);
        if (quoted) {
            out.raw('"');
        }
    }

    private void decimal(JsonBuffer out, long number) {
        if (variable.decimals() == 0) {
            out.number(number);
            return;
        }
        long unit = variable.decimals() == 1 ? 10 : 100;
        if (number < 0) {
            out.raw('-');
        }
        long magnitude = Math.abs(number);
        out.number(magnitude / unit).raw('.').digits(magnitude % unit, variable.decimals());
    }

    private long daysBefore(long bits) {
        return variable.low() + bits % (variable.high() - variable.low() + 1);
    }

    private void writePrecisionDate(JsonBuffer out, long bits, long time) {
        long earlier = time - daysBefore(bits) * SampleTime.DAY;
        if ((bits >>> 16) % 4 > 1) {
            SampleTime.date(out, earlier);
        } else {
            SampleTime.partialDate(out, earlier, (bits >>> 16) % 4 == 1);
        }
    }

    private void writeMemo(JsonBuffer out, long bits) {
        int first = choice(bits);
        int second = choice(bits >>> 12);
        if (first == second) {
            out.raw(values.get(first));
            return;
        }
        // Two quoted texts made one: the end of the first and the beginning of the second give way to a blank.
        byte[] head = values.get(first);
        byte[] tail = values.get(second);
        out.raw(head, 0, head.length - 1).raw(' ').raw(tail, 1, tail.length - 1);
    }

    private void writeCheckbox(JsonBuffer out, long bits) {
        if (!"many".equals(variable.as())) {
            out.raw((bits & 1) == 0 ? "false" : "true");
            return;
        }
        out.raw('"');
        boolean any = false;
        for (int value = 0; value < values.size(); value++) {
            if ((bits >>> value & 1) == 1) {
                byte[] text = values.get(value);
                out.raw(any ? "`" : "").raw(text, 1, text.length - 2);
                any = true;
            }
        }
        out.raw('"');
    }
}
