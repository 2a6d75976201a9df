package io.github.imednet.snowflake.source;

/**
 * Walks over JSON that is plain, in one pass over its bytes. Plain is what nearly every answer is made of: valid JSON
 * in strict UTF-8 that Snowflake's VARIANT holds as it is. Names have no escapes and do not come twice in an object, no
 * text has NUL or halves of surrogate pairs, and numbers have up to 38 characters and no exponent. Whatever else there
 * may be, invalid or not, is not plain, and is for {@link RecordReader}, which tells what it is.
 *
 * <p>Every step takes a place and returns the place behind what it walked over, or {@link #NOT_PLAIN}. For one thread.
 */
final class PlainJson {

    static final int NOT_PLAIN = -1;

    private static final int DEEPEST = 30;
    private static final int LONGEST_NUMBER = 38;
    private static final int NAME_SLOTS = 1 << 12;
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final byte[] json;

    /** Of each name the number of its object and its hash; those of objects before {@link #firstObject} are free. */
    private final long[] names = new long[NAME_SLOTS];

    private int firstObject = 1;
    private int objects;
    private int namesTaken;
    private int nameHash;
    private boolean escaped;

    PlainJson(byte[] json) {
        this.json = json;
    }

    /** The byte, or 0 behind the end: no valid JSON has it. */
    int at(int place) {
        return place < json.length ? json[place] : 0;
    }

    /** The next place without white space. */
    int space(int start) {
        byte[] bytes = json;
        int place = start;
        while (place < bytes.length) {
            int next = bytes[place];
            if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
                return place;
            }
            place++;
        }
        return place;
    }

    /** Forgets the names of all objects so far. */
    void forgetNames() {
        firstObject = objects + 1;
        namesTaken = 0;
    }

    /** Over any value. */
    int value(int start) {
        return value(start, 0);
    }

    private int value(int start, int depth) {
        return switch (at(start)) {
            case '"' -> text(start);
            case '{' -> depth < DEEPEST ? object(start, depth + 1) : NOT_PLAIN;
            case '[' -> depth < DEEPEST ? array(start, depth + 1) : NOT_PLAIN;
            case 't' -> word(start, TRUE);
            case 'f' -> word(start, FALSE);
            case 'n' -> word(start, NULL);
            default -> number(start);
        };
    }

    boolean isNull(int start) {
        return word(start, NULL) != NOT_PLAIN;
    }

    /** A value that is true or false. */
    int truth(int start) {
        return at(start) == 't' ? word(start, TRUE) : word(start, FALSE);
    }

    private int word(int start, byte[] word) {
        if (start + word.length > json.length) {
            return NOT_PLAIN;
        }
        for (int i = 0; i < word.length; i++) {
            if (json[start + i] != word[i]) {
                return NOT_PLAIN;
            }
        }
        return start + word.length;
    }

    private int object(int start, int depth) {
        int object = ++objects;
        int place = space(start + 1);
        if (at(place) == '}') {
            return place + 1;
        }
        while (true) {
            place = name(place);
            if (place == NOT_PLAIN || !isNew(object)) {
                return NOT_PLAIN;
            }
            place = value(colon(place), depth);
            if (place == NOT_PLAIN) {
                return NOT_PLAIN;
            }
            place = space(place);
            int mark = at(place);
            if (mark != ',') {
                return mark == '}' ? place + 1 : NOT_PLAIN;
            }
            place = space(place + 1);
        }
    }

    /** From the end of a name to the value; behind the end of all where there is no colon. */
    int colon(int start) {
        int place = space(start);
        return at(place) == ':' ? space(place + 1) : json.length;
    }

    private int array(int start, int depth) {
        int place = space(start + 1);
        if (at(place) == ']') {
            return place + 1;
        }
        while (true) {
            place = value(place, depth);
            if (place == NOT_PLAIN) {
                return NOT_PLAIN;
            }
            place = space(place);
            int mark = at(place);
            if (mark != ',') {
                return mark == ']' ? place + 1 : NOT_PLAIN;
            }
            place = space(place + 1);
        }
    }

    /** Over the name of a field, with its quotation marks. */
    int name(int start) {
        if (at(start) != '"') {
            return NOT_PLAIN;
        }
        byte[] bytes = json; // a field would be read anew for each byte
        int hash = 0;
        for (int place = start + 1; place < bytes.length; place++) {
            int next = bytes[place];
            if (next == '"') {
                nameHash = hash;
                return place + 1;
            }
            if (next < ' ' || next == '\\') {
                int end = next < 0 ? PlainUtf8.character(bytes, place) : NOT_PLAIN;
                if (end == NOT_PLAIN) {
                    return NOT_PLAIN;
                }
                while (place < end - 1) {
                    hash = 31 * hash + bytes[place++];
                }
                next = bytes[place];
            }
            hash = 31 * hash + next;
        }
        return NOT_PLAIN;
    }

    /** Whether the name that was walked over last is new in the object. Two with the same hash count as one. */
    private boolean isNew(int object) {
        long entry = (long) object << 32 | nameHash & 0xFFFFFFFFL;
        int slot = (nameHash ^ nameHash >>> 15) + object & NAME_SLOTS - 1;
        while ((int) (names[slot] >>> 32) >= firstObject) {
            if (names[slot] == entry) {
                return false;
            }
            slot = slot + 1 & NAME_SLOTS - 1;
        }
        names[slot] = entry;
        return ++namesTaken < NAME_SLOTS / 2;
    }

    /** Over a text, with its quotation marks. */
    int text(int start) {
        escaped = false;
        byte[] bytes = json; // a field would be read anew for each byte
        for (int place = start + 1; place < bytes.length; place++) {
            int next = bytes[place];
            if (next == '"') {
                return place + 1;
            }
            if (next < ' ' || next == '\\') {
                int end = next == '\\' ? escape(place) : PlainUtf8.character(bytes, place);
                if (end == NOT_PLAIN) {
                    return NOT_PLAIN;
                }
                place = end - 1;
            }
        }
        return NOT_PLAIN;
    }

    /** Whether the text that was walked over last has an escape. */
    boolean isEscaped() {
        return escaped;
    }

    private int escape(int start) {
        escaped = true;
        return switch (at(start + 1)) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> start + 2;
            case 'u' -> unit(start + 2);
            default -> NOT_PLAIN;
        };
    }

    private int unit(int start) {
        int unit = 0;
        for (int place = start; place < start + 4; place++) {
            int digit = Character.digit(at(place), 16);
            if (digit < 0) {
                return NOT_PLAIN;
            }
            unit = 16 * unit + digit;
        }
        return unit == 0 || Character.isSurrogate((char) unit) ? NOT_PLAIN : start + 4;
    }

    private int number(int start) {
        int place = at(start) == '-' ? start + 1 : start;
        int whole = digits(place);
        if (whole == place || at(place) == '0' && whole > place + 1) {
            return NOT_PLAIN;
        }
        place = whole;
        if (at(place) == '.') {
            place = digits(whole + 1);
            if (place == whole + 1) {
                return NOT_PLAIN;
            }
        }
        return place - start > LONGEST_NUMBER ? NOT_PLAIN : place;
    }

    private int digits(int start) {
        int place = start;
        while (place < json.length && json[place] >= '0' && json[place] <= '9') {
            place++;
        }
        return place;
    }
}
