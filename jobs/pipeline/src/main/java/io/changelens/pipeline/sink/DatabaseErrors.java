package io.changelens.pipeline.sink;

import com.clickhouse.client.api.ServerException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Classifies failed inserts: ClickHouse refuses the data, or it is away or cannot insert at the moment.
 * {@code docs/guarantees.md} lists the codes; a test compares them with ClickHouse's own names.
 */
final class DatabaseErrors {

    /** Codes with which ClickHouse refuses data, whenever and however often they are sent. */
    static final Map<Integer, String> REFUSING = table(
            6, "CANNOT_PARSE_TEXT",
            25, "CANNOT_PARSE_ESCAPE_SEQUENCE",
            26, "CANNOT_PARSE_QUOTED_STRING",
            27, "CANNOT_PARSE_INPUT_ASSERTION_FAILED",
            38, "CANNOT_PARSE_DATE",
            41, "CANNOT_PARSE_DATETIME",
            53, "TYPE_MISMATCH",
            69, "ARGUMENT_OUT_OF_BOUND",
            70, "CANNOT_CONVERT_TYPE",
            72, "CANNOT_PARSE_NUMBER",
            117, "INCORRECT_DATA",
            128, "TOO_LARGE_ARRAY_SIZE",
            130, "CANNOT_READ_ARRAY_FROM_TEXT",
            131, "TOO_LARGE_STRING_SIZE",
            153, "ILLEGAL_DIVISION",
            169, "BAD_TYPE_OF_FIELD",
            190, "SIZES_OF_ARRAYS_DONT_MATCH",
            248, "INVALID_PARTITION_VALUE",
            321, "VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE",
            349, "CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN",
            376, "CANNOT_PARSE_UUID",
            395, "FUNCTION_THROW_IF_VALUE_IS_NON_ZERO",
            407, "DECIMAL_OVERFLOW",
            441, "CANNOT_PARSE_DOMAIN_VALUE_FROM_STRING",
            467, "CANNOT_PARSE_BOOL",
            469, "VIOLATED_CONSTRAINT");

    /** Codes with which ClickHouse reports that it cannot insert at the moment, whatever the data. */
    static final Map<Integer, String> AWAY = table(
            8, "THERE_IS_NO_COLUMN",
            10, "NOT_FOUND_COLUMN_IN_BLOCK",
            16, "NO_SUCH_COLUMN_IN_TABLE",
            20, "NUMBER_OF_COLUMNS_DOESNT_MATCH",
            47, "UNKNOWN_IDENTIFIER",
            60, "UNKNOWN_TABLE",
            74, "CANNOT_READ_FROM_FILE_DESCRIPTOR",
            75, "CANNOT_WRITE_TO_FILE_DESCRIPTOR",
            76, "CANNOT_OPEN_FILE",
            77, "CANNOT_CLOSE_FILE",
            81, "UNKNOWN_DATABASE",
            88, "CANNOT_TRUNCATE_FILE",
            95, "CANNOT_READ_FROM_SOCKET",
            96, "CANNOT_WRITE_TO_SOCKET",
            107, "FILE_DOESNT_EXIST",
            159, "TIMEOUT_EXCEEDED",
            160, "TOO_SLOW",
            164, "READONLY",
            172, "CANNOT_CREATE_DIRECTORY",
            173, "CANNOT_ALLOCATE_MEMORY",
            192, "UNKNOWN_USER",
            193, "WRONG_PASSWORD",
            194, "REQUIRED_PASSWORD",
            195, "IP_ADDRESS_NOT_ALLOWED",
            198, "DNS_ERROR",
            201, "QUOTA_EXCEEDED",
            202, "TOO_MANY_SIMULTANEOUS_QUERIES",
            203, "NO_FREE_CONNECTION",
            204, "CANNOT_FSYNC",
            209, "SOCKET_TIMEOUT",
            210, "NETWORK_ERROR",
            214, "CANNOT_STATVFS",
            218, "TABLE_IS_DROPPED",
            225, "NO_ZOOKEEPER",
            236, "ABORTED",
            241, "MEMORY_LIMIT_EXCEEDED",
            242, "TABLE_IS_READ_ONLY",
            243, "NOT_ENOUGH_SPACE",
            244, "UNEXPECTED_ZOOKEEPER_ERROR",
            252, "TOO_MANY_PARTS",
            254, "NO_ACTIVE_REPLICAS",
            265, "NO_AVAILABLE_REPLICA",
            279, "ALL_CONNECTION_TRIES_FAILED",
            285, "TOO_FEW_LIVE_REPLICAS",
            286, "UNSATISFIED_QUORUM_FOR_PREVIOUS_WRITE",
            291, "DATABASE_ACCESS_DENIED",
            319, "UNKNOWN_STATUS_OF_INSERT",
            364, "RECEIVED_ERROR_TOO_MANY_REQUESTS",
            373, "SESSION_IS_LOCKED",
            394, "QUERY_WAS_CANCELLED",
            425, "SYSTEM_ERROR",
            439, "CANNOT_SCHEDULE_TASK",
            452, "SETTING_CONSTRAINT_VIOLATION",
            473, "DEADLOCK_AVOIDED",
            497, "ACCESS_DENIED",
            499, "S3_ERROR",
            516, "AUTHENTICATION_FAILED",
            519, "NO_REMOTE_SHARD_AVAILABLE",
            700, "USER_SESSION_LIMIT_EXCEEDED",
            745, "SERVER_OVERLOADED",
            999, "KEEPER_EXCEPTION",
            1000, "POCO_EXCEPTION");

    private static final Pattern CODE = Pattern.compile("Code: (\\d+)\\.");
    private static final int SERVER_SIDE = 500;

    private DatabaseErrors() {}

    /** Classifies the failure of an insert that was sent. */
    static Verdict of(Throwable failure) {
        int code = code(failure);
        if (REFUSING.containsKey(code)) {
            return Verdict.REFUSED;
        }
        if (AWAY.containsKey(code)) {
            return Verdict.AWAY;
        }
        return code == 0 && isOfTransport(failure) ? Verdict.AWAY : Verdict.UNDECIDED;
    }

    /** Returns ClickHouse's code of a failure; 0 when there is none. */
    static int code(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof ServerException server && server.getCode() > 0) {
                return server.getCode();
            }
            if (e instanceof SQLException sql && sql.getErrorCode() > 0) {
                return sql.getErrorCode();
            }
            Matcher inText = CODE.matcher(String.valueOf(e.getMessage()));
            if (inText.find()) {
                return Integer.parseInt(inText.group(1));
            }
        }
        return 0;
    }

    /** Returns whether the failure happened during the transport, so that it says nothing about the data. */
    private static boolean isOfTransport(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            boolean ofProxy = e instanceof ServerException server && server.getTransportProtocolCode() >= SERVER_SIDE;
            boolean ofClient = e instanceof com.clickhouse.client.api.ConnectionInitiationException
                    || e instanceof com.clickhouse.client.api.TransportException
                    || e instanceof com.clickhouse.client.api.DataTransferException;
            if (ofProxy || ofClient || e instanceof IOException || e instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }

    private static Map<Integer, String> table(Object... codesAndNames) {
        Map<Integer, String> table = new TreeMap<>();
        for (int i = 0; i < codesAndNames.length; i += 2) {
            table.put((Integer) codesAndNames[i], (String) codesAndNames[i + 1]);
        }
        return java.util.Collections.unmodifiableMap(table);
    }

    /** Classes of failed inserts. */
    enum Verdict {
        /** ClickHouse refuses the data, and would refuse them again. */
        REFUSED,
        /** ClickHouse is away or cannot insert at the moment; a later attempt may succeed. */
        AWAY,
        /** The failure does not show which of the two it is; attempts with other rows decide. */
        UNDECIDED
    }
}
