package io.github.imednet.snowflake.types;

import io.github.imednet.snowflake.types.SourceType.Kind;
import io.github.imednet.snowflake.types.SourceType.SourceField;
import java.util.List;
import java.util.Set;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntervalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapKeyValueTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UnknownLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.VariantLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** What Parquet's types are, by the format's page LogicalTypes.md, also where a file is older than its rules. */
public final class ParquetSourceTypes {

    /** Annotations that say to COPY what they say here, with USE_LOGICAL_TYPE. */
    private static final Set<Class<?>> COPIED = Set.of(
            StringLogicalTypeAnnotation.class,
            DecimalLogicalTypeAnnotation.class,
            DateLogicalTypeAnnotation.class,
            TimeLogicalTypeAnnotation.class,
            TimestampLogicalTypeAnnotation.class);

    private ParquetSourceTypes() {}

    /** Whether COPY reads a column of this type as what it is here: one value in each row, of a well-known type. */
    public static boolean isCopied(Type field) {
        if (!field.isPrimitive()
                || field.isRepetition(Type.Repetition.REPEATED)
                || field.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT96) {
            return false;
        }
        LogicalTypeAnnotation logical = field.getLogicalTypeAnnotation();
        return logical == null
                || COPIED.contains(logical.getClass())
                || logical instanceof IntLogicalTypeAnnotation whole && whole.isSigned();
    }

    /** @throws IllegalArgumentException for a type that Snowflake has nothing for, such as an interval */
    public static SourceType type(Type field) {
        return type(field, field.getName());
    }

    private static SourceType type(Type field, String path) {
        SourceType one = single(field, path);
        // Outside of LIST and MAP a repeated field is a list of its own.
        return field.isRepetition(Type.Repetition.REPEATED) ? SourceType.list(one) : one;
    }

    private static SourceType single(Type field, String path) {
        return field.isPrimitive() ? primitive(field.asPrimitiveType(), path) : group(field.asGroupType(), path);
    }

    private static SourceType group(GroupType group, String path) {
        if (isList(group)) {
            Type repeated = group.getType(0);
            return SourceType.list(
                    isElement(group) ? single(repeated, path) : type(repeated.asGroupType().getType(0), path));
        }
        if (isMap(group)) {
            GroupType entry = group.getType(0).asGroupType();
            return SourceType.map(
                    path,
                    type(entry.getType(0), path + ".key"),
                    entry.getFieldCount() < 2 ? SourceType.of(Kind.NULL) : type(entry.getType(1), path + ".value"));
        }
        if (group.getLogicalTypeAnnotation() instanceof VariantLogicalTypeAnnotation) {
            return SourceType.of(Kind.VARIANT);
        }
        List<SourceField> fields = group.getFields().stream()
                .map(field -> new SourceField(field.getName(), type(field, path + '.' + field.getName())))
                .toList();
        return SourceType.struct(path, fields);
    }

    /** Whether a group is a list whose form is one of those of the format. */
    public static boolean isList(GroupType group) {
        return group.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation && isOfOneRepeatedField(group);
    }

    /** Whether a group is a map whose form is one of those of the format. */
    public static boolean isMap(GroupType group) {
        LogicalTypeAnnotation logical = group.getLogicalTypeAnnotation();
        return (logical instanceof MapLogicalTypeAnnotation || logical instanceof MapKeyValueTypeAnnotation)
                && isOfOneRepeatedField(group)
                && !group.getType(0).isPrimitive()
                && group.getType(0).asGroupType().getFieldCount() <= 2;
    }

    private static boolean isOfOneRepeatedField(GroupType group) {
        return group.getFieldCount() == 1 && group.getType(0).isRepetition(Type.Repetition.REPEATED);
    }

    /** Whether a list's repeated field is the element itself (LogicalTypes.md, "Backward-compatibility rules"). */
    public static boolean isElement(GroupType list) {
        Type repeated = list.getType(0);
        if (repeated.isPrimitive()) {
            return true;
        }
        GroupType group = repeated.asGroupType();
        return group.getFieldCount() != 1
                || group.getType(0).isRepetition(Type.Repetition.REPEATED)
                || group.getName().equals("array")
                || group.getName().equals(list.getName() + "_tuple");
    }

    private static SourceType primitive(PrimitiveType type, String path) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        if (logical instanceof IntervalLogicalTypeAnnotation) {
            throw new IllegalArgumentException("Column " + path + " is of the Parquet type INTERVAL, which Snowflake"
                    + " has no type for: write it as text or as a number");
        }
        if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
            return SourceType.decimal(decimal.getPrecision(), decimal.getScale());
        }
        if (logical instanceof IntLogicalTypeAnnotation whole) {
            return SourceType.integer(whole.getBitWidth(), whole.isSigned());
        }
        if (logical instanceof TimeLogicalTypeAnnotation time) {
            return SourceType.ofFraction(Kind.TIME, ParquetTypes.digits(time.getUnit()));
        }
        if (logical instanceof TimestampLogicalTypeAnnotation timestamp) {
            Kind kind = timestamp.isAdjustedToUTC() ? Kind.MOMENT : Kind.TIMESTAMP;
            return SourceType.ofFraction(kind, ParquetTypes.digits(timestamp.getUnit()));
        }
        return plain(type, logical);
    }

    /** Of a type that has no more to say than its name. What is of none of them, such as BSON, is its bytes. */
    private static SourceType plain(PrimitiveType type, LogicalTypeAnnotation logical) {
        if (logical instanceof StringLogicalTypeAnnotation
                || logical instanceof EnumLogicalTypeAnnotation
                || logical instanceof JsonLogicalTypeAnnotation) {
            return SourceType.of(Kind.TEXT);
        }
        if (logical instanceof DateLogicalTypeAnnotation) {
            return SourceType.of(Kind.DATE);
        }
        if (logical instanceof UUIDLogicalTypeAnnotation) {
            return SourceType.of(Kind.UUID);
        }
        if (logical instanceof Float16LogicalTypeAnnotation) {
            return SourceType.of(Kind.FLOAT16);
        }
        if (logical instanceof UnknownLogicalTypeAnnotation) {
            return SourceType.of(Kind.NULL);
        }
        return switch (type.getPrimitiveTypeName()) {
            case INT32 -> SourceType.integer(Integer.SIZE, true);
            case INT64 -> SourceType.integer(Long.SIZE, true);
            case INT96 -> SourceType.of(Kind.OLD_TIMESTAMP);
            case FLOAT -> SourceType.of(Kind.FLOAT32);
            case DOUBLE -> SourceType.of(Kind.FLOAT64);
            case BOOLEAN -> SourceType.of(Kind.BOOLEAN);
            case BINARY -> SourceType.of(Kind.BINARY);
            case FIXED_LEN_BYTE_ARRAY -> SourceType.bytes(type.getTypeLength());
        };
    }
}
