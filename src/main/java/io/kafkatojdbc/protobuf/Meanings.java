package io.kafkatojdbc.protobuf;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.kafkatojdbc.record.UnreadableRecordException;
import org.jspecify.annotations.Nullable;

/**
 * What values stand for: messages of well-known types stand for Java's values, and
 * everything else for itself.
 */
final class Meanings {

	/** The seconds of the years 1 to 9999, which a timestamp can have. */
	private static final long FIRST_SECOND = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();

	private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

	private static final long MOST_SECONDS = 315_576_000_000L;

	/** The largest scale of PostgreSQL's numbers. */
	private static final int MOST_DIGITS = 16_383;

	private static final Pattern UNDERSCORE = Pattern.compile("_([a-z])");

	private static final int SECOND = 1_000_000_000;

	private Meanings() {
	}

	/**
	 * Returns what a value stands for, in columns and in JSON.
	 * @return an {@code Instant}, a {@code Duration}, an {@link AnyMessage}, or one of
	 * the values that a message has; {@code null} stands for null
	 */
	static @Nullable Object of(@Nullable Object value) throws UnreadableRecordException {
		if (value instanceof ProtobufMessage message) {
			return of(message);
		}
		return (value instanceof EnumNumber constant && constant.isNull()) ? null : value;
	}

	private static @Nullable Object of(ProtobufMessage message) throws UnreadableRecordException {
		return switch (message.type().wellKnown()) {
			case TIMESTAMP -> timestamp(message.number(1), message.number(2));
			case DURATION -> duration(message.number(1), message.number(2));
			case WRAPPER, STRUCT, LIST_VALUE -> message.value(1);
			case VALUE -> ofValue(message);
			case FIELD_MASK -> fieldMask(message);
			case ANY -> AnyMessage.of(message);
			default -> message;
		};
	}

	private static Instant timestamp(long seconds, long nanos) throws UnreadableRecordException {
		if (seconds < FIRST_SECOND || seconds > LAST_SECOND || nanos < 0 || nanos >= SECOND) {
			throw UnreadableRecordException
				.wrongValue("%d seconds and %d nanoseconds are no google.protobuf.Timestamp".formatted(seconds, nanos));
		}
		return Instant.ofEpochSecond(seconds, nanos);
	}

	private static Duration duration(long seconds, long nanos) throws UnreadableRecordException {
		boolean oneSign = Long.signum(seconds) * Long.signum(nanos) >= 0;
		if (Math.abs(seconds) > MOST_SECONDS || Math.abs(nanos) >= SECOND || !oneSign) {
			throw UnreadableRecordException
				.wrongValue("%d seconds and %d nanoseconds are no google.protobuf.Duration".formatted(seconds, nanos));
		}
		return Duration.ofSeconds(seconds, nanos);
	}

	/** Returns the only field of a value that is given; none stands for null. */
	private static @Nullable Object ofValue(ProtobufMessage message) throws UnreadableRecordException {
		for (FieldType field : message.type().fields()) {
			if (message.has(field)) {
				return of(message.value(field));
			}
		}
		return null;
	}

	private static String fieldMask(ProtobufMessage message) {
		return ((List<?>) Objects.requireNonNull(message.value(1))).stream()
			.map((path) -> UNDERSCORE.matcher(String.valueOf(path)).replaceAll((match) -> upperCase(match.group(1))))
			.collect(Collectors.joining(","));
	}

	private static String upperCase(String letter) {
		return letter.toUpperCase(Locale.ROOT);
	}

	/**
	 * Returns what a value stands for in a column of a kind that has a type for it, and
	 * otherwise what it stands for everywhere.
	 */
	static @Nullable Object ofScalar(@Nullable Object value) throws UnreadableRecordException {
		if (!(value instanceof ProtobufMessage message)) {
			return value;
		}
		try {
			return switch (message.type().wellKnown()) {
				case DATE -> LocalDate.of((int) message.number(1), (int) message.number(2), (int) message.number(3));
				case TIME_OF_DAY -> LocalTime.of((int) message.number(1), (int) message.number(2),
						(int) message.number(3), (int) message.number(4));
				case DECIMAL -> message.value(1);
				case SCALED_DECIMAL -> scaled(message);
				default -> message;
			};
		}
		catch (DateTimeException | NumberFormatException ex) {
			throw UnreadableRecordException
				.wrongValue("wrong %s: %s".formatted(message.type().name(), ex.getMessage()));
		}
	}

	private static BigDecimal scaled(ProtobufMessage message) {
		int scale = (int) message.number(3);
		if (Math.abs((long) scale) > MOST_DIGITS) {
			throw new NumberFormatException("its scale is %d".formatted(scale));
		}
		byte[] bytes = (byte[]) Objects.requireNonNull(message.value(1));
		return new BigDecimal(new BigInteger(bytes), scale);
	}

	/** Returns whether a value has fields. */
	static boolean isObject(@Nullable Object meaning) {
		return meaning instanceof ProtobufMessage || meaning instanceof AnyMessage || meaning instanceof Map
				|| meaning instanceof Instant || meaning instanceof Duration;
	}

	/** Returns the fields of an object that is no message, by their names. */
	static Map<?, ?> fields(Object meaning) {
		if (meaning instanceof Instant time) {
			return Map.of("seconds", time.getEpochSecond(), "nanos", (long) time.getNano());
		}
		if (meaning instanceof Duration length) {
			boolean borrowed = length.isNegative() && length.getNano() > 0;
			return Map.of("seconds", length.getSeconds() + (borrowed ? 1 : 0), "nanos",
					(long) length.getNano() - (borrowed ? SECOND : 0));
		}
		return (Map<?, ?>) meaning;
	}

}
