package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.types.SourceType;
import io.github.imednet.snowflake.types.SourceType.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.variant.ImmutableMetadata;
import org.apache.parquet.variant.Variant;
import org.apache.parquet.variant.VariantBuilder;
import org.apache.parquet.variant.VariantConverters;
import org.jspecify.annotations.Nullable;

/** The documents of a VARIANT of Parquet (VariantEncoding.md, VariantShredding.md), also of one in several columns. */
final class ParquetVariant extends GroupConverter
        implements VariantConverters.ParentConverter<VariantBuilder> {

    private static final int BASIC_TYPE = 0b11;
    private static final int SHORT_STRING = 1;
    private static final int LENGTH_OF_SHORT = 2;
    private static final int LONGEST_SHORT = 0x3F;
    private static final int LARGE_OBJECT = 1 << 6;
    private static final int ID_SIZE = 4;
    private static final int OFFSET_SIZE = 6;
    private static final int SIZE = 0b11;

    private final GroupConverter parts;
    private final Consumer<Object> to;
    private @Nullable VariantBuilder builder;

    @SuppressWarnings("NullAway.Init") // set with the builder
    private ByteBuffer metadata;

    ParquetVariant(GroupType group, Consumer<Object> to) {
        this.parts = VariantConverters.newVariantConverter(group, this::begin, this);
        this.to = to;
    }

    private void begin(ByteBuffer names) {
        metadata = names;
        builder = new VariantBuilder(new ImmutableMetadata(names));
    }

    @Override
    public void build(Consumer<VariantBuilder> part) {
        if (builder == null) {
            throw new ValueException("a VARIANT without metadata");
        }
        try {
            part.accept(builder);
        } catch (IllegalArgumentException e) {
            throw isOfCharset(e)
                    ? new ValueException("a VARIANT in several columns with letters beyond ASCII in names, which"
                            + " Parquet's library reads in the JVM's charset " + Charset.defaultCharset()
                            + ": start the JVM with -Dfile.encoding=UTF-8")
                    : e;
        }
    }

    /** The library looks for a column's name among those of the metadata. */
    private static boolean isOfCharset(IllegalArgumentException failure) {
        return !Charset.defaultCharset().equals(StandardCharsets.UTF_8)
                && String.valueOf(failure.getMessage()).startsWith("Key does not exist in metadata");
    }

    @Override
    public Converter getConverter(int field) {
        return parts.getConverter(field);
    }

    @Override
    public void start() {
        builder = null;
        parts.start();
    }

    @Override
    public void end() {
        parts.end();
        build(whole -> {
            whole.appendNullIfEmpty();
            to.accept(value(new Variant(whole.encodedValue(), metadata)));
        });
    }

    private static @Nullable Object value(Variant variant) {
        return switch (variant.getType()) {
            case NULL -> null;
            case BOOLEAN -> variant.getBoolean();
            case BYTE -> (long) variant.getByte();
            case SHORT -> (long) variant.getShort();
            case INT -> (long) variant.getInt();
            case LONG -> variant.getLong();
            case FLOAT -> variant.getFloat();
            case DOUBLE -> variant.getDouble();
            case DECIMAL4, DECIMAL8, DECIMAL16 -> variant.getDecimal();
            case STRING -> text(variant);
            case UUID -> variant.getUUID().toString();
            case BINARY -> Bytes.of(variant.getBinary());
            case DATE -> StoredValues.ofLong(SourceType.of(Kind.DATE), variant.getInt());
            case TIME -> time(Kind.TIME, 6, variant);
            case TIMESTAMP_TZ -> time(Kind.MOMENT, 6, variant);
            case TIMESTAMP_NTZ -> time(Kind.TIMESTAMP, 6, variant);
            case TIMESTAMP_NANOS_TZ -> time(Kind.MOMENT, 9, variant);
            case TIMESTAMP_NANOS_NTZ -> time(Kind.TIMESTAMP, 9, variant);
            case OBJECT -> object(variant);
            case ARRAY -> array(variant);
        };
    }

    /** Taken from its bytes: Parquet's library reads texts in the JVM's default charset. */
    private static String text(Variant variant) {
        ByteBuffer value = variant.getValueBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
        int header = value.get();
        boolean isShort = (header & BASIC_TYPE) == SHORT_STRING;
        byte[] bytes = new byte[isShort ? header >> LENGTH_OF_SHORT & LONGEST_SHORT : value.getInt()];
        value.get(bytes);
        return Texts.of(bytes);
    }

    private static Object time(Kind kind, int digits, Variant variant) {
        return StoredValues.ofLong(SourceType.ofFraction(kind, digits), variant.getLong());
    }

    private static Map<String, Object> object(Variant variant) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < variant.numObjectElements(); i++) {
            Variant.ObjectField field = variant.getFieldAtIndex(i);
            object.put(name(variant, i), value(field.value));
        }
        return object;
    }

    /** The name of a field, from the bytes of the metadata: Parquet's library reads it in the default charset, too. */
    private static String name(Variant object, int field) {
        ByteBuffer value = object.getValueBuffer();
        int header = Byte.toUnsignedInt(value.get(value.position()));
        int sizeBytes = (header & LARGE_OBJECT) == 0 ? 1 : Integer.BYTES;
        int idBytes = (header >> ID_SIZE & SIZE) + 1;
        int id = number(value, value.position() + 1 + sizeBytes + field * idBytes, idBytes);
        ByteBuffer names = object.getMetadataBuffer();
        int start = names.position();
        int offsetBytes = (Byte.toUnsignedInt(names.get(start)) >> OFFSET_SIZE & SIZE) + 1;
        int offsets = start + 1 + offsetBytes;
        int texts = offsets + (number(names, start + 1, offsetBytes) + 1) * offsetBytes;
        int from = number(names, offsets + id * offsetBytes, offsetBytes);
        byte[] bytes = new byte[number(names, offsets + (id + 1) * offsetBytes, offsetBytes) - from];
        names.get(texts + from, bytes);
        return Texts.of(bytes);
    }

    /** A number of so many bytes, the least first. */
    private static int number(ByteBuffer buffer, int at, int bytes) {
        int number = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            number = number << Byte.SIZE | Byte.toUnsignedInt(buffer.get(at + i));
        }
        return number;
    }

    private static List<Object> array(Variant variant) {
        List<Object> array = new ArrayList<>();
        for (int i = 0; i < variant.numArrayElements(); i++) {
            array.add(value(variant.getElementAtIndex(i)));
        }
        return array;
    }
}
