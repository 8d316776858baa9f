package io.gatehouse.directory.postgres;

import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.RecordText;
import io.gatehouse.directory.users.UserRecords;
import io.gatehouse.policy.text.Quoted;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.RowMetadata;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a user of a row: its columns are the fields of a user in users.json. */
final class RowReader {
    static final String NAME = "name";
    static final String PASSWORD = "password";

    /** Columns by the fields that they are. */
    private static final Map<String, String> RENAMED = Map.of(PASSWORD, "pass", "expires_at", "expires");

    /** Columns that are called as their fields are. */
    private static final List<String> SAME = List.of(
            "account",
            "role",
            "groups",
            "attributes",
            "permissions",
            "disabled",
            "tags",
            "session",
            "src",
            "times",
            "times_location",
            "allowed_connection_types",
            "subs",
            "data",
            "payload",
            "bearer_token",
            "proxy_required");

    private final PasswordDecision decision;

    RowReader(PasswordDecision decision) {
        this.decision = decision;
    }

    /** A row's name, where it has one, and the rest as the record of a user. */
    record Read(@Nullable String name, RecordText fields) {
        /**
         * The user.
         *
         * @param loginName the name of a user whose row has none
         * @throws io.gatehouse.directory.users.UsersFileException when a field cannot be used; the message does not repeat it
         */
        FileUser user(String loginName) {
            String called = name == null ? loginName : name;
            byte[] json = fields.json().getBytes(StandardCharsets.UTF_8);
            return UserRecords.readOnce("the row of user " + Quoted.of(called), called, json, 0);
        }

        /** Without what the columns hold. */
        @Override
        public String toString() {
            return "Read[]";
        }
    }

    /**
     * Reads a row.
     *
     * @throws ColumnException when there is a column that no user has, or of a type that cannot be used
     */
    Read read(Row row, RowMetadata columns) {
        verify(columns);
        String name = null;
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < columns.getColumnMetadatas().size(); i++) {
            String column = columns.getColumnMetadata(i).getName();
            if (column.equals(NAME)) {
                name = row.get(i, String.class);
            } else if (!column.equals(PASSWORD) || decision == PasswordDecision.HASH) {
                String json = ColumnValue.json(row, i, columns.getColumnMetadata(i));
                if (json != null) {
                    fields.put(RENAMED.getOrDefault(column, column), json);
                }
            }
        }
        return new Read(name, RecordText.of(fields));
    }

    /**
     * Looks at the columns that a query brings.
     *
     * @throws ColumnException when there is one that no user has, or one is missing
     */
    void verify(RowMetadata columns) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < columns.getColumnMetadatas().size(); i++) {
            String column = columns.getColumnMetadata(i).getName();
            if (!column.equals(NAME) && !RENAMED.containsKey(column) && !SAME.contains(column)) {
                throw new ColumnException("the query returns a column " + Quoted.of(column)
                        + ", which is unknown; there are name, password, expires_at, " + String.join(", ", SAME));
            }
            if (!names.add(column)) {
                throw new ColumnException("the query returns two columns " + column);
            }
            ColumnValue.verify(columns.getColumnMetadata(i));
        }
        if (decision == PasswordDecision.HASH && !names.contains(PASSWORD)) {
            throw new ColumnException(
                    "the query returns no column password, with which the password would be compared");
        }
    }

    /** A column that cannot be used. */
    static final class ColumnException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ColumnException(String message) {
            super(message, null, false, false);
        }
    }
}
