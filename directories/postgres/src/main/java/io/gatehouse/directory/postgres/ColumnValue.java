package io.gatehouse.directory.postgres;

import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.postgres.RowReader.ColumnException;
import io.gatehouse.directory.users.RecordText;
import io.r2dbc.spi.ColumnMetadata;
import io.r2dbc.spi.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a column holds, as JSON by the column's type; the types by the numbers that every PostgreSQL has for them. */
final class ColumnValue {
    private static final int BOOL = 16;
    private static final int TIMESTAMPTZ = 1184;
    private static final Set<Integer> INTEGERS = Set.of(20, 21, 23);
    private static final Set<Integer> JSON = Set.of(114, 3802);

    /** Arrays of text, varchar, char and name. */
    private static final Set<Integer> TEXT_ARRAYS = Set.of(1009, 1015, 1014, 1003);

    /** Timestamps without a time zone, dates and times: the moment that they mean is not known. */
    private static final Set<Integer> WITHOUT_ZONE = Set.of(1082, 1083, 1114);

    /** The last year that a moment is written with four digits in. */
    private static final int LAST_YEAR = 9999;

    private static final String LONG_AGO = "1970-01-01T00:00:00Z";

    private ColumnValue() {}

    /** @throws ColumnException when nothing can be made of the column's type */
    static void verify(ColumnMetadata column) {
        if (WITHOUT_ZONE.contains(type(column))) {
            throw new ColumnException("the column " + column.getName() + " has no time zone: make it a timestamptz");
        }
    }

    /**
     * The value; null where there is none.
     *
     * @throws UnusableAnswerException when it cannot be used
     */
    static @Nullable String json(Row row, int index, ColumnMetadata column) {
        int type = type(column);
        if (type == BOOL) {
            Boolean flag = row.get(index, Boolean.class);
            return flag == null ? null : flag.toString();
        } else if (INTEGERS.contains(type)) {
            Long number = row.get(index, Long.class);
            return number == null ? null : number.toString();
        } else if (type == TIMESTAMPTZ) {
            return moment(row.get(index, OffsetDateTime.class));
        } else if (TEXT_ARRAYS.contains(type)) {
            return list(row.get(index, ArrayText.class), column);
        }
        String text = row.get(index, String.class);
        return text == null || JSON.contains(type) ? text : RecordText.quoted(text);
    }

    private static int type(ColumnMetadata column) {
        return column.getNativeTypeMetadata() instanceof Integer type ? type : 0;
    }

    /** What ends never has no end; what ended before all time has ended. */
    private static @Nullable String moment(@Nullable OffsetDateTime moment) {
        if (moment == null || moment.getYear() > LAST_YEAR) {
            return null;
        }
        Instant instant = moment.toInstant();
        return instant.isBefore(Instant.EPOCH) ? RecordText.quoted(LONG_AGO) : RecordText.quoted(instant.toString());
    }

    private static @Nullable String list(@Nullable ArrayText array, ColumnMetadata column) {
        if (array == null) {
            return null;
        }
        List<@Nullable String> texts = texts(array, column);
        if (texts.contains(null)) {
            throw new UnusableAnswerException("the column " + column.getName() + " has a NULL in its array");
        }
        return texts.stream()
                .map(text -> RecordText.quoted(Objects.requireNonNull(text)))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static List<@Nullable String> texts(ArrayText array, ColumnMetadata column) {
        try {
            return array.values();
        } catch (IllegalArgumentException e) {
            throw new UnusableAnswerException("the column " + column.getName() + " has an array of several dimensions");
        }
    }
}
